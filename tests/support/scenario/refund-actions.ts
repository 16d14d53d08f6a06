import type {} from '../../../src/api/payment/services/finish-refund';
import { getService } from '../../../src/platform/get-service';
import { application } from '../api';
import { expectOk, expectRefusal } from './action';
import { type Answer, outcomeOf } from './caller';
import { at } from './model';
import { type RefundFact, refundsOf } from './observe';
import { type Builder, oneOf } from './steps';

const control = () => application().wechat.control;
const REFUND_API = '/v3/refund/';
const FAULTS = [
  'reset-before',
  'reset-after',
  'system-error-before',
  'system-error-after',
  'too-many-requests',
  'bad-signature',
  'truncated-body',
] as const;

/** The job sends and asks; WeChat may be in a bad mood meanwhile. */
export const sendRefunds: Builder = (_world, draw) => {
  const faults = Array.from({ length: draw.b % 4 }, (_, index) => at(FAULTS, (draw.c + index * 3) % FAULTS.length));
  return {
    label: `send refunds, ${faults.join(' ') || 'no faults'}`,
    touches: 'all',
    send: async (): Promise<Answer> => {
      application().clock.advance({ minutes: 1 + (draw.a % 20) });
      for (const kind of faults) control().addFault({ kind, match: REFUND_API });
      await application().runJob('send-refunds');
      control().clearFaults();
      return { isOk: true, name: 'ok', data: {} };
    },
    explain: (model) => {
      model.at = application().clock.now().getTime();
      return null;
    },
  };
};

const isOpenAtWechat = ({ atWechat, finished_by: finishedBy }: RefundFact): boolean =>
  finishedBy === null && (atWechat === 'PROCESSING' || atWechat === 'ABNORMAL');

/** The banks end a refund, one way or another; the notification may be lost or come twice. */
export const settleAtWechat: Builder = async (world, draw) => {
  const refund = oneOf((await refundsOf(world)).filter(isOpenAtWechat), draw.pick);
  if (!refund) return null;
  const ends = ['SUCCESS', 'SUCCESS', 'SUCCESS', 'CLOSED', refund.atWechat === 'PROCESSING' ? 'ABNORMAL' : 'SUCCESS'];
  const status = at(ends, draw.a % ends.length) as 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  const delivery = at(['normal', 'none', 'duplicate'] as const, draw.b % 3);
  return {
    label: `WeChat ends ${refund.out_refund_no} of ${refund.order_no}: ${status}, notification ${delivery}`,
    touches: [refund.order_no],
    send: async (): Promise<Answer> => {
      await control().settleRefund(refund.out_refund_no, { status, delivery });
      return { isOk: true, name: 'ok', data: {} };
    },
    explain: () => null,
  };
};

/** Staff pay in another way what WeChat cannot pay; what WeChat still works on is refused. */
export const finishByHand: Builder = async (world, draw) => {
  const refunds = await refundsOf(world);
  const isStuck = ({ state, atWechat }: RefundFact) => state === 'abnormal' || atWechat === 'ABNORMAL';
  const refund = oneOf(
    refunds.filter((candidate) => draw.isWild || isStuck(candidate)),
    draw.pick,
  );
  if (!refund) return null;
  return {
    label: `finish ${refund.out_refund_no} of ${refund.order_no} by hand (${refund.state}, ${refund.atWechat})`,
    touches: [refund.order_no],
    send: () => finish(refund),
    explain: (_model, answer) => {
      const mayBePaid = refund.atWechat === 'ABNORMAL' || refund.atWechat === 'CLOSED' || refund.atWechat === 'SUCCESS';
      if (!answer.isOk) return expectRefusal(answer, ['OrderStateError']);
      return mayBePaid ? expectOk(answer) : `paid by hand while WeChat says ${refund.atWechat}`;
    },
  };
};

export const finish = (refund: RefundFact): Promise<Answer> =>
  outcomeOf(
    getService(application().strapi, 'api::payment.finish-refund').finish({
      refundDocumentId: refund.document_id,
      note: '已线下转账',
      operator: 'scenario',
    }),
  );
