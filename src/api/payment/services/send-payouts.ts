import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import type { TransferState } from '../../../gateways/wechat-pay/port';
import { environmentOf, now, resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { PayoutRow } from '../store/payout-rows';
import { codeOf, messageOf } from '../store/proved-refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.send-payouts': SendPayouts;
  }
}

export interface SendPayouts {
  /** Sends or asks about every payout that is due, always with its own number, until it is final; returns how many. */
  (): Promise<number>;
}

const OPEN_STATES = ['created', 'accepted', 'waiting_confirmation', 'transferring'];
const FINAL: ReadonlySet<TransferState['state']> = new Set(['SUCCESS', 'FAIL', 'CANCELLED']);
const BATCH = 20;
const LEASE_SECONDS = 300;
const ALARM_AFTER = 10;
/** Somebody tops the balance up sooner or later, and nobody should wait for hours after that. */
const LONGEST_WAIT_FOR_BALANCE_SECONDS = 1800;
/** While a user has to confirm, WeChat tells us when it is over; asking is only for lost news. */
const LONGEST_WAIT_SECONDS = 3600;

/** What WeChat's transfer scenes want to be told (wechat.md A13). */
const SCENES: Record<PayoutRow['scene'], { id: string; about: string; whom: { type: string; content: string } }> = {
  commission: { id: '1005', about: '报酬说明', whom: { type: '岗位类型', content: '推广员' } },
  reward: { id: '1000', about: '奖励说明', whom: { type: '活动名称', content: '会员奖励' } },
};

export default ({ strapi }: { strapi: Core.Strapi }): SendPayouts =>
  async () => {
    const payouts = await claimRows<PayoutRow>(strapi, {
      table: 'payouts',
      states: OPEN_STATES,
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const payout of payouts) await goOn(strapi, payout);
    return payouts.length;
  };

async function goOn(strapi: Core.Strapi, payout: PayoutRow): Promise<void> {
  try {
    const state = await advance(strapi, payout);
    if (!state) return;
    const isKnown = await getService(strapi, 'api::payment.apply-transfer-state')(state);
    if (!isKnown) await postpone(strapi, payout, new Error('WeChat speaks of another transfer'));
    else if (!FINAL.has(state.state)) await postpone(strapi, payout, null);
  } catch (error) {
    await postpone(strapi, payout, error);
  }
}

/**
 * WeChat's word on a payout: asked when it was sent before, sent (again) when WeChat has never heard of it. null when another
 * instance has changed it meanwhile: what is held here may be a number that WeChat has ended.
 */
async function advance(strapi: Core.Strapi, payout: PayoutRow): Promise<TransferState | null> {
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  if (payout.sent_at !== null) {
    const known = await gateway.queryTransfer(payout.out_bill_no);
    // The answer to the request has what the user needs for confirming, and the query has not.
    if (known && !(known.state === 'WAIT_USER_CONFIRM' && payout.package_info === null)) return known;
  }
  const { id, state, out_bill_no, sent_at } = payout;
  const isOurs = await strapi.db
    .connection('payouts')
    .where({ id, state, out_bill_no, sent_at })
    .update({ sent_at: now(strapi) });
  if (isOurs === 0) return null;
  const scene = SCENES[payout.scene];
  return gateway.requestTransfer({
    outBillNo: payout.out_bill_no,
    openid: payout.openid,
    amountFen: payout.amount,
    sceneId: scene.id,
    remark: payout.remark,
    reports: [scene.whom, { type: scene.about, content: payout.remark }],
    notifyUrl: `${environmentOf(strapi).PUBLIC_URL}${strapi.config.get<string>('api.rest.prefix')}/wechat/pay/transfer-notify`,
  });
}

async function postpone(strapi: Core.Strapi, payout: PayoutRow, error: unknown): Promise<void> {
  const attempts = payout.attempts + 1;
  const code = codeOf(error);
  const longest = code === 'NOT_ENOUGH' ? LONGEST_WAIT_FOR_BALANCE_SECONDS : LONGEST_WAIT_SECONDS;
  const delay = Math.min(queryDelaySeconds(attempts), longest);
  if (error !== null) report(strapi, { payout, attempts, error });
  await strapi.db
    .connection('payouts')
    .where({ id: payout.id })
    .whereIn('state', OPEN_STATES)
    .update({
      attempts,
      next_attempt_at: new Date(now(strapi).getTime() + delay * 1000),
      last_error: error === null ? null : messageOf(error),
      last_error_code: code,
    });
}

function report(
  strapi: Core.Strapi,
  { payout, attempts, error }: { payout: PayoutRow; attempts: number; error: unknown },
): void {
  const about = { category: 'business', outBillNo: payout.out_bill_no, attempts, error: messageOf(error) };
  strapi.log[attempts >= ALARM_AFTER ? 'error' : 'warn']('a payout did not get through yet', about);
}
