import { Refusal } from '../../../platform/errors/refusal';

/** WeChat and our columns both end a little above. */
const LARGEST_AMOUNT = 2_000_000_000;

/** Refuses an order of more fen than can be paid at once, before WeChat or the database would. @throws Refusal BusinessError */
export function assertOrderAmount(amount: number): void {
  if (amount <= LARGEST_AMOUNT) return;
  throw new Refusal(
    'BusinessError',
    { reason: 'amount_too_large', most: LARGEST_AMOUNT },
    { zh: '单笔订单金额过大，请分开下单', en: 'The amount is too large for one order' },
  );
}
