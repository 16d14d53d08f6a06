import type { ExpectedTransaction, TransactionDifference, TransactionFacts, TransactionVerdict } from './types';

const CURRENCY = 'CNY';
/** States after which a number can no longer be paid; a state WeChat may add some day is not among them. */
const ENDED_STATES: ReadonlySet<string> = new Set(['CLOSED', 'REVOKED', 'PAYERROR']);

/**
 * Holds a verified WeChat transaction against our own payment (api.md ruling 4; wechat.md, query order). Whose it is gets
 * compared in every state; amount, currency and payer only once it is paid, because WeChat leaves them out before.
 * REFUND on a payment we never saw paid means that money came and somebody sent some of it back behind our books: a
 * mismatch for people to look at.
 */
export function checkTransaction(facts: TransactionFacts, expected: ExpectedTransaction): TransactionVerdict {
  const isPaid = facts.tradeState === 'SUCCESS';
  const isRefunded = facts.tradeState === 'REFUND';
  const reasons = [
    ...ownershipDifferences(facts, expected),
    ...(isPaid ? moneyDifferences(facts, expected) : []),
    ...(isRefunded ? difference('tradeState', 'SUCCESS', facts.tradeState) : []),
  ];
  if (reasons.length > 0) return { kind: 'mismatch', reasons };
  if (isPaid) return { kind: 'confirm' };
  return { kind: 'not_paid', tradeState: facts.tradeState, isFinal: ENDED_STATES.has(facts.tradeState) };
}

function ownershipDifferences(facts: TransactionFacts, expected: ExpectedTransaction): TransactionDifference[] {
  return [
    ...difference('appId', expected.appId, facts.appId),
    ...difference('mchId', expected.mchId, facts.mchId),
    ...difference('outTradeNo', expected.outTradeNo, facts.outTradeNo),
  ];
}

function moneyDifferences(facts: TransactionFacts, expected: ExpectedTransaction): TransactionDifference[] {
  return [
    ...difference('amountTotal', expected.amount, facts.amountTotal),
    ...difference('currency', CURRENCY, facts.currency),
    ...(expected.payerOpenid === null ? [] : difference('payerOpenid', expected.payerOpenid, facts.payerOpenid)),
  ];
}

function difference(
  field: TransactionDifference['field'],
  expected: string | number,
  actual: string | number | null | undefined,
): TransactionDifference[] {
  return actual === expected ? [] : [{ field, expected, actual: actual ?? null }];
}
