import { checkTransaction } from '../../../src/domain/payment/check-transaction';
import type { ExpectedTransaction, TransactionFacts } from '../../../src/domain/payment/types';
import { fen } from '../../../src/domain/shared/fen';

const EXPECTED: ExpectedTransaction = {
  appId: 'wx-app',
  mchId: '1900000001',
  outTradeNo: 'P20260101',
  amount: fen(1880),
  payerOpenid: 'openid-1',
};

const PAID: TransactionFacts = {
  appId: 'wx-app',
  mchId: '1900000001',
  outTradeNo: 'P20260101',
  tradeState: 'SUCCESS',
  transactionId: '4200000001',
  amountTotal: 1880,
  currency: 'CNY',
  payerOpenid: 'openid-1',
};

describe('a verified WeChat transaction', () => {
  test('confirms our payment when everything agrees', () => {
    expect(checkTransaction(PAID, EXPECTED)).toEqual({ kind: 'confirm' });
  });

  test.each([
    ['appId', { appId: 'wx-other' }],
    ['mchId', { mchId: '1900000002' }],
    ['outTradeNo', { outTradeNo: 'P-other' }],
    ['amountTotal', { amountTotal: 1 }],
    ['amountTotal', { amountTotal: null }],
    ['currency', { currency: 'USD' }],
    ['currency', { currency: undefined }],
    ['payerOpenid', { payerOpenid: 'openid-2' }],
    ['payerOpenid', { payerOpenid: undefined }],
  ])('with a wrong %s is a mismatch: %j', (field, change) => {
    const actual = Object.values<string | number | null | undefined>(change)[0] ?? null;
    expect(checkTransaction({ ...PAID, ...change }, EXPECTED)).toMatchObject({
      kind: 'mismatch',
      reasons: [{ field, actual }],
    });
  });

  test('names every difference at once', () => {
    const verdict = checkTransaction({ ...PAID, mchId: 'x', amountTotal: 1, currency: 'USD' }, EXPECTED);
    expect(verdict).toMatchObject({
      reasons: [{ field: 'mchId' }, { field: 'amountTotal', expected: 1880 }, { field: 'currency' }],
    });
  });

  test('may come from any payer when none was fixed', () => {
    expect(checkTransaction({ ...PAID, payerOpenid: 'anybody' }, { ...EXPECTED, payerOpenid: null }).kind).toBe(
      'confirm',
    );
  });

  test.each([
    ['NOTPAY', false],
    ['USERPAYING', false],
    ['ACCEPT', false],
    ['CLOSED', true],
    ['REVOKED', true],
    ['PAYERROR', true],
    ['A_STATE_OF_THE_FUTURE', false],
  ])('in state %s is not paid (final: %p), although amount and payer are missing', (tradeState, isFinal) => {
    const { appId, mchId, outTradeNo } = PAID;
    expect(checkTransaction({ appId, mchId, outTradeNo, tradeState }, EXPECTED)).toEqual({
      kind: 'not_paid',
      tradeState,
      isFinal,
    });
  });

  test('that was refunded before we saw it paid is a mismatch, not an end', () => {
    expect(checkTransaction({ ...PAID, tradeState: 'REFUND' }, EXPECTED)).toEqual({
      kind: 'mismatch',
      reasons: [{ field: 'tradeState', expected: 'SUCCESS', actual: 'REFUND' }],
    });
  });

  test('that is somebody else’s is a mismatch also while unpaid', () => {
    expect(checkTransaction({ ...PAID, tradeState: 'NOTPAY', mchId: 'x' }, EXPECTED).kind).toBe('mismatch');
  });
});
