import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { afterCommit, inTransaction, type Trx } from '../../platform/database/in-transaction';
import { Refusal } from '../../platform/errors/refusal';
import { forgetRules, lockLimits, lockRulesForChange } from './store/rules';
import { dropUsage, lockTotal } from './store/usage';

interface ChangeEvent {
  params: { where?: unknown };
  result?: { id?: number };
  /** Handed on from the hook before a write to the one after it. */
  state: { totalLimits?: Map<number, number | null> };
}

const RULE = 'api::points.points-rule';

/**
 * Lets limits hold exactly while staff change them: the rule is locked before it is written, its counters follow in the same
 * transaction, and what this process remembers of rules goes when that is committed. Call from `bootstrap`.
 */
export function keepLimits(strapi: Core.Strapi): void {
  const forget = () =>
    afterCommit(strapi, () => {
      forgetRules(strapi);
    });
  strapi.db.lifecycles.subscribe({
    models: [RULE],
    afterCreate: forget,
    beforeUpdate: async ({ params, state }: ChangeEvent) => {
      const rows = (await strapi.db.query(RULE).findMany({ where: params.where as never, select: ['id'] })) as {
        id: number;
      }[];
      const ids = rows.map(({ id }) => id);
      state.totalLimits = await inTransaction(strapi, (trx) => lockRulesForChange(trx, ids));
    },
    afterUpdate: async ({ result, state }: ChangeEvent) => {
      const id = result?.id;
      if (id !== undefined)
        await inTransaction(strapi, (trx) => followLimits(strapi, trx, { id, before: state.totalLimits?.get(id) }));
      await forget();
    },
    afterDelete: forget,
  } as never);
}

/** @throws Refusal BusinessError for a new total limit below what the rule has given */
async function followLimits(
  strapi: Core.Strapi,
  trx: Trx,
  { id, before }: { id: number; before: number | null | undefined },
): Promise<void> {
  const limits = (await lockLimits(trx, [id])).get(id);
  if (!limits) return;
  const { dailyLimitPerUser, totalLimit } = limits;
  await dropUsage(trx, id, { daily: dailyLimitPerUser !== null, total: totalLimit !== null });
  if (totalLimit === null || totalLimit === before) return;
  const given = await lockTotal(trx, id, now(strapi));
  if (given > totalLimit)
    throw new Refusal(
      'BusinessError',
      { reason: 'limit_below_given', given },
      {
        zh: `此规则已经发放 ${given} 积分，总量上限不能低于这个数；如需停止发放，请关闭“启用”`,
        en: `This rule has given ${given} points, so its total limit cannot be lower; disable it to stop it`,
      },
    );
}
