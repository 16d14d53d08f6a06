import type { Core } from '@strapi/strapi';
import { composeParcels, type WishProblem } from '../../../domain/wechat/shipping-upload';
import { isUploadOverdue, judgeUploadFailure, uploadDelaySeconds } from '../../../domain/wechat/upload-outcome';
import { type ShippingUpload, WechatApiError } from '../../../gateways/wechat-mini-program/port';
import { now, resolve } from '../../../platform/container';
import { toDate } from '../../../platform/database/rows';
import { claimRows } from '../../../platform/jobs/claim-rows';
import { type ShippingUploadRow, wishOf } from '../store/shipping-upload-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.upload-shipping': UploadShipping;
  }
}

export interface UploadShipping {
  /**
   * Tells WeChat what is due about shipping, outside any transaction and never twice at once for a payment. A wish that was
   * replaced during its own upload stays due. Returns how many payments were tried.
   */
  (): Promise<number>;
}

const BATCH = 20;
/** Longer than a whole batch of slow calls can take. */
const LEASE_SECONDS = 900;
const BUSY_RETRY_SECONDS = 5;
const ALARM_AFTER_ATTEMPTS = 30;
const MAX_ERROR = 250;

type Outcome =
  | { state: 'uploaded' }
  | { state: 'failed' | 'gave_up'; error: string; errcode: number | null }
  | { state: 'pending'; error: string; errcode: number };

export default ({ strapi }: { strapi: Core.Strapi }): UploadShipping =>
  async () => {
    const rows = await claimRows<ShippingUploadRow>(strapi, {
      table: 'shipping_uploads',
      states: ['pending'],
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const { id } of rows) await uploadOne(strapi, id);
    return rows.length;
  };

async function uploadOne(strapi: Core.Strapi, id: number): Promise<void> {
  const row = await takeUpload(strapi, id);
  if (!row) return;
  try {
    await keep(strapi, row, await attempt(strapi, row));
  } finally {
    await strapi.db.connection('shipping_uploads').where({ id }).update({ sending_until: null });
  }
}

/** A request that comes during an upload makes the row due again, so the lease of the claim alone would not keep others away. */
async function takeUpload(strapi: Core.Strapi, id: number): Promise<ShippingUploadRow | undefined> {
  const at = now(strapi);
  const table = () => strapi.db.connection('shipping_uploads').where({ id, state: 'pending' });
  const taken = await table()
    .andWhere((free) => {
      free.whereNull('sending_until').orWhere('sending_until', '<=', at);
    })
    .update({ sending_until: new Date(at.getTime() + LEASE_SECONDS * 1000) });
  if (taken === 1) return table().first<ShippingUploadRow | undefined>();
  await table().update({ next_attempt_at: new Date(at.getTime() + BUSY_RETRY_SECONDS * 1000) });
  return undefined;
}

async function attempt(strapi: Core.Strapi, row: ShippingUploadRow): Promise<Outcome> {
  if (await isRefunded(strapi, row)) return { state: 'gave_up', error: '订单已退款，不需要上报', errcode: null };
  const wish = wishOf(row);
  const parcels = composeParcels(wish);
  if (!parcels.ok) return { state: 'failed', error: sentenceOf(parcels.error), errcode: null };
  try {
    await resolve(strapi, 'mallard.wechat-mini-program').shipping.upload({
      ...wish,
      transactionId: row.transaction_id,
      openid: row.openid,
      parcels: parcels.value,
      uploadedAt: now(strapi),
    } satisfies ShippingUpload);
    return { state: 'uploaded' };
  } catch (error) {
    return outcomeOfError(strapi, row, error);
  }
}

async function isRefunded(strapi: Core.Strapi, row: ShippingUploadRow): Promise<boolean> {
  const orders = strapi.db.connection('orders').where({ order_no: row.order_no, state: 'refunded' });
  return ((await orders.select('id')) as unknown[]).length > 0;
}

function outcomeOfError(strapi: Core.Strapi, row: ShippingUploadRow, error: unknown): Outcome {
  const failure = error instanceof WechatApiError ? error : { errcode: 0, kind: 'network' as const };
  const { errcode } = failure;
  const verdict = judgeUploadFailure(failure);
  if (verdict === 'done') return { state: 'uploaded' };
  if (verdict === 'refused') return { state: 'failed', error: String(error), errcode };
  const isOverdue = isUploadOverdue(toDate(row.requested_at), now(strapi));
  return { state: isOverdue ? 'gave_up' : 'pending', error: String(error), errcode };
}

const sentenceOf = (problem: WishProblem): string => {
  if (problem.kind === 'unknown_carrier') return `微信不认识的快递公司：${problem.carrier || '（空）'}`;
  if (problem.kind === 'no_contact') return `顺丰运单 ${problem.trackingNo} 缺少收件人手机号`;
  return '缺少快递单号';
};

/** Only for the wish that was sent: a newer one stays pending and due. */
async function keep(strapi: Core.Strapi, row: ShippingUploadRow, outcome: Outcome): Promise<void> {
  const at = now(strapi);
  const attempts = row.attempts + 1;
  report(strapi, { ...row, attempts }, outcome);
  const isDone = outcome.state === 'uploaded';
  const retryAt = new Date(at.getTime() + uploadDelaySeconds(attempts) * 1000);
  await strapi.db
    .connection('shipping_uploads')
    .where({ id: row.id, revision: row.revision, state: 'pending' })
    .update({
      state: outcome.state,
      attempts,
      next_attempt_at: outcome.state === 'pending' ? retryAt : null,
      last_error: isDone ? null : outcome.error.slice(0, MAX_ERROR),
      last_error_code: isDone ? null : outcome.errcode,
      ...(isDone ? { uploaded_at: at } : {}),
      updated_at: at,
    });
}

function report(strapi: Core.Strapi, { order_no: orderNo, attempts }: ShippingUploadRow, outcome: Outcome): void {
  if (outcome.state === 'uploaded') return;
  const isAlarming = outcome.errcode !== null || outcome.state === 'failed';
  const isLasting = outcome.state !== 'pending' || attempts === ALARM_AFTER_ATTEMPTS;
  const about = { category: 'business', orderNo, attempts, error: outcome.error };
  strapi.log[isAlarming && isLasting ? 'error' : 'warn']('shipping information did not reach WeChat', about);
}
