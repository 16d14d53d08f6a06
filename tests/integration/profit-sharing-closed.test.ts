import type { AdminClient } from '../support/admin-client';
import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { database } from '../support/members';
import { accountOf } from '../support/panel-accounts';
import {
  buyThree,
  type Bought,
  frozenAt,
  giveBack,
  lastRefund,
  returnsOf,
  shareProfits,
  type Sharing,
  sharingOf,
  sharingShop,
  splitsAt,
} from '../support/profit-sharing';
import { runService } from '../support/run-service';
import { settlementsOf } from '../support/settlements';
import { sharingSuite } from '../support/settlement-suite';

const control = () => application().wechat.control;
const { admin } = sharingSuite();

const SHARING_APIS = '/v3/profitsharing/';
const closeProduct = () => {
  control().addFault({ kind: 'no-permission', match: SHARING_APIS, times: null });
};

const close = (account: AdminClient, row: Pick<Sharing, 'document_id'>, body: object) =>
  account.call('post', `/shop/profit-sharings/${row.document_id}/close`, { note: '商户平台已核对', ...body });

/** A payment of 999 fen, 900 of which are being split when the sharing product is closed. */
async function stuckSplit(): Promise<{ bought: Bought; merchantId: number; row: Sharing }> {
  await control().changeSettings({ profitSharingSettleSeconds: null });
  const shop = await sharingShop();
  const bought = await buyThree(shop);
  await shareProfits();
  closeProduct();
  await shareProfits();
  const row = await sharingOf(bought);
  expect(row).toMatchObject({ state: 'processing', shared_amount: 0, last_error_code: 'NO_AUTH' });
  return { bought, merchantId: shop.merchantId, row };
}

/** WeChat closes the split because its receiver cannot take it. */
const closedFor = (row: Sharing) => {
  const account = splitsAt(row.transaction_id)[0]?.shares[0]?.account ?? '';
  return { [account]: 'ACCOUNT_ABNORMAL' };
};

/** What the settlements of a merchant come to once a day has passed. */
async function settledNextDay(merchantId: number) {
  application().clock.advance({ days: 1 });
  await runService('api::merchant.settle-days');
  const rows = await settlementsOf({ id: merchantId } as never);
  const sum = (name: 'payable' | 'shared_amount' | 'transfer_amount') =>
    rows.reduce((total, row) => total + Number(row[name]), 0);
  return { payable: sum('payable'), shared: sum('shared_amount'), transfer: sum('transfer_amount') };
}

describe('a split that WeChat refuses to tell about', () => {
  it('is finished once staff have seen that the receiver got its share, and nothing is transferred', async () => {
    const { bought, merchantId, row } = await stuckSplit();
    await giveBack(admin, bought);
    await settleRefunds(2);
    expect(await lastRefund(bought)).toMatchObject({ state: 'created' });
    await control().settleProfitSharing(row.out_order_no);
    const answer = await close(admin, row, { isShared: true });
    expect([answer.status, answer.body]).toEqual([200, { data: { state: 'finished', isAnswered: false } }]);
    expect(await sharingOf(bought)).toMatchObject({
      state: 'finished',
      shared_amount: 900,
      next_attempt_at: null,
      close_note: '商户平台已核对',
    });
    // The refund waits no longer; what WeChat does not give back is the debt of the merchant.
    await settleRefunds(6);
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await returnsOf(bought)).toMatchObject([{ amount: 300, state: 'failed' }]);
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 0, debt_amount: 300 });
    expect(await settledNextDay(merchantId)).toEqual({ payable: 600, shared: 900, transfer: 0 });
  });

  it('is given free once staff have seen that it was not shared, and only then transferred', async () => {
    const { bought, merchantId, row } = await stuckSplit();
    expect((await close(admin, row, { isShared: false })).body).toEqual({
      data: { state: 'unfreezing', isAnswered: false },
    });
    await shareProfits();
    expect(await settledNextDay(merchantId)).toEqual({ payable: 900, shared: 900, transfer: 0 });
    application().clock.advance({ days: 31 });
    await shareProfits();
    expect(await sharingOf(bought)).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(await settledNextDay(merchantId)).toEqual({ payable: 900, shared: 0, transfer: 900 });
  });

  it('lets refunds be paid from what is frozen when it was not shared', async () => {
    const { bought, row } = await stuckSplit();
    await control().settleProfitSharing(row.out_order_no, closedFor(row));
    await close(admin, row, { isShared: false });
    await giveBack(admin, bought);
    await settleRefunds(6);
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ shared_amount: 0, debt_amount: 0 });
  });

  it('is shared after all when WeChat answers again and says so', async () => {
    const { bought, merchantId, row } = await stuckSplit();
    await close(admin, row, { isShared: false });
    control().clearFaults();
    await control().settleProfitSharing(row.out_order_no);
    application().clock.advance({ days: 1 });
    await shareProfits();
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', shared_amount: 900 });
    expect(frozenAt(row.transaction_id)).toBe(0);
    expect(await settledNextDay(merchantId)).toEqual({ payable: 900, shared: 900, transfer: 0 });
  });

  it('is not ended by hand while WeChat answers: its word counts', async () => {
    const { bought, row } = await stuckSplit();
    control().clearFaults();
    expect((await close(admin, row, { isShared: true })).status).toBe(409);
    control().addFault({ kind: 'reset-before', match: SHARING_APIS, times: 1 });
    expect((await close(admin, row, { isShared: true })).status).toBe(502);
    await control().settleProfitSharing(row.out_order_no);
    const answer = await close(admin, row, { isShared: false });
    expect([answer.status, answer.body]).toEqual([200, { data: { state: 'finished', isAnswered: true } }]);
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', shared_amount: 900, closed_by: null });
  });

  it('is ended once, however often that is asked for at the same time', async () => {
    const { row } = await stuckSplit();
    const answers = await Promise.all([true, false, true, false].map((isShared) => close(admin, row, { isShared })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const audited: unknown[] = await database()('audit_logs').where({
      subject_id: row.document_id,
      action: 'profit-sharing.close',
    });
    expect(audited).toHaveLength(1);
    expect(splitsAt(row.transaction_id)).toHaveLength(1);
  });

  it('is for finance to end, and only when it was sent', async () => {
    const { row } = await stuckSplit();
    const [finance, operations] = [await accountOf('mallard-finance'), await accountOf('mallard-operations')];
    expect((await close(operations, row, { isShared: true })).status).toBe(403);
    expect((await close(finance, row, {})).status).toBe(400);
    expect((await close(finance, { document_id: 'none' }, { isShared: true })).status).toBe(404);
    expect((await close(finance, row, { isShared: true })).status).toBe(200);
    const bought = await buyThree(await sharingShop());
    expect((await close(finance, await sharingOf(bought), { isShared: true })).status).toBe(409);
  });
});
