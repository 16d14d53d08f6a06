import { application } from '../api';
import type { Action } from './action';
import { endSilence } from './after-sale-actions';
import type { Answer } from './caller';
import { at, type Model } from './model';
import type { Facts } from './observe';
import { completeOrder, expireOrder, mayComplete } from './order-rules';
import type { Builder } from './steps';

interface TimePassing {
  label: string;
  minutes: number;
  jobs: readonly string[];
  apply(model: Model, facts: Facts): string | null;
}

/** The clock goes on and jobs run as their schedules would. */
function timePasses({ label, minutes, jobs, apply }: TimePassing): Action {
  return {
    label,
    touches: 'all',
    send: async (): Promise<Answer> => {
      const { clock, runJob } = application();
      clock.advance({ minutes });
      for (const job of jobs) await runJob(job);
      return { isOk: true, name: 'ok', data: {} };
    },
    explain: (model, _answer, facts) => {
      model.at = application().clock.now().getTime();
      return apply(model, facts);
    },
  };
}

export const timeOut: Builder = (_world, draw) =>
  timePasses({
    label: 'orders time out',
    minutes: at([5, 16, 31], draw.a % 3),
    jobs: ['close-expired-orders'],
    apply: (model) => {
      for (const order of model.orders) {
        if (order.status !== 'pending_payment' || order.expiresAt > model.at) continue;
        expireOrder(model, order);
      }
      return null;
    },
  });

export const sweepPayments: Builder = (_world, draw) =>
  timePasses({
    label: 'open payments are asked for',
    minutes: at([1, 4, 40], draw.a % 3),
    jobs: ['sweep-notifications', 'sweep-payments'],
    apply: () => null,
  });

export const autoComplete: Builder = (_world, draw) =>
  timePasses({
    label: 'a week passes',
    minutes: at([3, 7, 8], draw.a % 3) * 24 * 60 + 30,
    jobs: ['auto-complete-orders', 'auto-complete-orders'],
    apply: (model, facts) => {
      const completed = new Set(facts.orders.filter(({ status }) => status === 'completed').map((o) => o.orderNo));
      for (const order of model.orders) {
        if (order.status !== 'shipped' || !completed.has(order.orderNo)) continue;
        if (!mayComplete(model, order)) return `${order.orderNo} was completed too early`;
        completeOrder(model, order);
      }
      return null;
    },
  });

export const silence: Builder = (_world, draw) =>
  timePasses({
    label: 'nobody says anything',
    minutes: at([73, 73, 169, 241], draw.a % 4) * 60,
    jobs: ['advance-after-sales'],
    apply: (model) => {
      for (const order of model.orders) for (const found of order.cases) endSilence(model, order, found);
      return null;
    },
  });
