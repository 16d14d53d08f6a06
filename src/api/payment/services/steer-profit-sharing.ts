import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { Refusal } from '../../../platform/errors/refusal';
import type { ProfitReturnRow, ProfitSharingRow } from '../store/profit-sharing-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.steer-profit-sharing': ReturnType<typeof factory>;
  }
}

export interface StaffDeed {
  documentId: string;
  /** Why; kept in the audit log. */
  note: string;
  operator: string;
}

const NOTHING_TO_SEND = { out_order_no: null, sent_at: null, attempts: 0 };

/** What staff may do with splits and returns that WeChat has refused. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Shares a payment after all, once what WeChat refused has been put right; with a new number, since the old split never was.
   * @throws Refusal NotFoundError, OrderStateError unless WeChat has refused it
   */
  retry: (deed: StaffDeed) =>
    steer(strapi, deed, {
      from: ['failed'],
      action: 'profit-sharing.retry',
      change: { state: 'frozen', ...NOTHING_TO_SEND },
    }),

  /**
   * Gives the frozen money to the shop without sharing it.
   * @throws Refusal NotFoundError, OrderStateError when it is shared, being shared, or given free already
   */
  unfreeze: (deed: StaffDeed) =>
    steer(strapi, deed, {
      from: ['frozen', 'failed'],
      action: 'profit-sharing.unfreeze',
      change: { state: 'unfreezing' },
    }),

  /**
   * Asks a merchant again for what it could not give back, with a new number as WeChat wants it after a failure.
   * @throws Refusal NotFoundError, OrderStateError unless it failed and can be repeated
   */
  retryReturn: (deed: StaffDeed) => inTransaction(strapi, (trx) => retryReturn(strapi, trx, deed)),
});

export default factory;

interface Steering {
  from: ProfitSharingRow['state'][];
  action: string;
  change: { state: ProfitSharingRow['state'] } & Record<string, unknown>;
}

function steer(strapi: Core.Strapi, deed: StaffDeed, { from, action, change }: Steering): Promise<{ state: string }> {
  return inTransaction(strapi, async (trx) => {
    const at = now(strapi);
    const rows = trx('profit_sharings').where({ document_id: deed.documentId });
    const row = await rows.clone().forUpdate().first<ProfitSharingRow | undefined>();
    if (!row) throw new Refusal('NotFoundError');
    if (!from.includes(row.state)) throw new Refusal('OrderStateError', { status: row.state });
    await rows.clone().update({ ...change, next_attempt_at: at, updated_at: at });
    const subject = { subject: 'api::payment.profit-sharing', subjectId: row.document_id };
    await audit(strapi, trx, { deed, action, ...subject, before: row.state, after: change.state, at });
    return { state: change.state };
  });
}

async function retryReturn(strapi: Core.Strapi, trx: Trx, deed: StaffDeed): Promise<{ state: string }> {
  const at = now(strapi);
  const known = await trx('profit_returns')
    .where({ document_id: deed.documentId })
    .first<ProfitReturnRow | undefined>();
  if (!known) throw new Refusal('NotFoundError');
  const sharings = trx('profit_sharings').where({ id: known.profit_sharing_id });
  const sharing = (await sharings.clone().forUpdate().first()) as ProfitSharingRow;
  if (sharing.receiver_type === 'PERSONAL_OPENID') throw new Refusal('OrderStateError', { status: known.state });
  const changed = await trx('profit_returns')
    .where({ id: known.id, state: 'failed' })
    .update({
      state: 'created',
      out_return_no: createNumber('B', at),
      sent_at: null,
      fail_reason: null,
      finished_at: null,
      attempts: 0,
      next_attempt_at: at,
      updated_at: at,
    });
  if (changed === 0) throw new Refusal('OrderStateError', { status: known.state });
  await sharings.clone().update({ debt_amount: trx.raw('debt_amount - ?', [known.amount]), updated_at: at });
  const subject = { subject: 'api::payment.profit-return', subjectId: known.document_id };
  await audit(strapi, trx, { deed, action: 'profit-return.retry', ...subject, before: 'failed', after: 'created', at });
  return { state: 'created' };
}

interface Audited {
  deed: StaffDeed;
  action: string;
  subject: string;
  subjectId: string;
  before: string;
  after: string;
  at: Date;
}

function audit(strapi: Core.Strapi, trx: Trx, { deed, before, after, ...entry }: Audited): Promise<void> {
  return writeAudit(strapi, trx, {
    ...entry,
    actorType: 'admin',
    actor: deed.operator,
    before: { state: before },
    after: { state: after, note: deed.note },
  });
}
