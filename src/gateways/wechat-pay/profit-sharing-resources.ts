import { z } from 'zod';
import type { ProfitReturnState, ProfitSharingState } from './profit-sharing-port';
import { fenAmount, known, optionalText, optionalTime, requiredText } from './wire-values';

const SHARING_STATES = ['PROCESSING', 'FINISHED', 'UNKNOWN'] as const;
const SHARE_RESULTS = ['PENDING', 'SUCCESS', 'CLOSED', 'UNKNOWN'] as const;
const RETURN_RESULTS = ['PROCESSING', 'SUCCESS', 'FAILED', 'UNKNOWN'] as const;

const share = z
  .object({
    type: requiredText,
    account: requiredText,
    amount: fenAmount,
    description: z.string().catch(''),
    detail_id: optionalText,
    result: known(SHARE_RESULTS),
    fail_reason: optionalText,
    finish_time: optionalTime,
  })
  .transform((raw) => ({
    type: raw.type,
    account: raw.account,
    amountFen: raw.amount,
    description: raw.description,
    detailId: raw.detail_id,
    result: raw.result,
    failReason: raw.fail_reason,
    finishTime: raw.finish_time,
  }));

const sharing = z
  .object({
    transaction_id: requiredText,
    out_order_no: requiredText,
    order_id: requiredText,
    state: known(SHARING_STATES),
    receivers: z
      .array(share)
      .nullish()
      .transform((list) => list ?? []),
  })
  .transform((raw): ProfitSharingState => ({
    transactionId: raw.transaction_id,
    outOrderNo: raw.out_order_no,
    orderId: raw.order_id,
    state: raw.state,
    receivers: raw.receivers,
  }));

const profitReturn = z
  .object({
    out_order_no: requiredText,
    out_return_no: requiredText,
    return_mchid: requiredText,
    amount: fenAmount,
    result: known(RETURN_RESULTS),
    fail_reason: optionalText,
    finish_time: optionalTime,
  })
  .transform((raw): ProfitReturnState => ({
    outOrderNo: raw.out_order_no,
    outReturnNo: raw.out_return_no,
    returnMchid: raw.return_mchid,
    amountFen: raw.amount,
    result: raw.result,
    failReason: raw.fail_reason,
    finishTime: raw.finish_time,
  }));

/** `null` when the object is no split. */
export const parseProfitSharing = (resource: unknown): ProfitSharingState | null =>
  sharing.safeParse(resource).data ?? null;

/** `null` when the object is no return of a share. */
export const parseProfitReturn = (resource: unknown): ProfitReturnState | null =>
  profitReturn.safeParse(resource).data ?? null;
