import type {} from '../../src/api/payment/services/share-profit';
import type {} from '../../src/api/payment/services/unfreeze-payment';
import type { ProfitSharingRow } from '../../src/api/payment/store/profit-sharing-rows';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { database } from '../support/members';
import {
  frozenAt,
  scanAndPay,
  type Sharing,
  shareProfits,
  sharingOf,
  sharingShop,
  SPLIT_API,
  splitsAt,
} from '../support/profit-sharing';
import { runService } from '../support/run-service';
import { sharingSuite } from '../support/settlement-suite';

const control = () => application().wechat.control;
const { admin } = sharingSuite();

describe('a payment of a merchant that gets its part', () => {
  it('that is not to be given free any more is not: WeChat takes that not back', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    const sharing = await sharingOf(paid);
    const row = { ...sharing, state: 'unfreezing' } as unknown as ProfitSharingRow;
    await getService(application().strapi, 'api::payment.unfreeze-payment')(row);
    expect(frozenAt(sharing.transaction_id)).toBe(1_000);
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
  });

  describe('that an instance still holds as it was when another one works on it', () => {
    const sent = () => control().countCalls()['POST /v3/profitsharing/orders'] ?? 0;
    const share = (row: Sharing) =>
      getService(application().strapi, 'api::payment.share-profit')(row as unknown as ProfitSharingRow);

    it('is not split under the number that was given up', async () => {
      const paid = await scanAndPay(await sharingShop(), 1_000);
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const held = await sharingOf(paid);
      expect(held).toMatchObject({ state: 'created', shared_amount: 0 });
      await control().changeSettings({ profitSharingMaxBps: 3_000 });
      await shareProfits();
      await control().changeSettings({ profitSharingMaxBps: 10_000 });
      const again = `/shop/profit-sharings/${held.document_id}/retry`;
      expect((await admin.call('post', again, { note: '比例已经改好' })).status).toBe(200);
      await share(held);
      expect(splitsAt(held.transaction_id)).toEqual([]);
      await shareProfits();
      const sharing = await sharingOf(paid);
      expect(sharing).toMatchObject({ state: 'finished', shared_amount: 900 });
      expect(sharing.out_order_no).not.toBe(held.out_order_no);
      expect(splitsAt(held.transaction_id)).toHaveLength(1);
    });

    it('is not sent a second time while the other one waits for the answer', async () => {
      const paid = await scanAndPay(await sharingShop(), 1_000);
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const held = await sharingOf(paid);
      // The query passes, and what is sent after it is lost again.
      control().addFault({ kind: 'slow', match: `${SPLIT_API}/`, times: 1, seconds: 0 });
      control().addFault({ kind: 'reset-before', match: SPLIT_API, times: 1 });
      await shareProfits(1);
      const before = sent();
      await share(held);
      expect(sent()).toBe(before);
      await shareProfits();
      expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
    });
  });

  // Incident 25.
  it('is not believed to be shared when the answer is not signed by WeChat', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'bad-signature', match: SPLIT_API, times: 1 });
    application().clock.advance({ minutes: 2 });
    await runService('api::payment.send-profit-sharing');
    expect(await sharingOf(paid)).toMatchObject({ state: 'created', shared_amount: 0 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'finished', shared_amount: 900 });
  });

  it('that WeChat refuses to split is shown to staff, who share it again or give it free', async () => {
    await control().changeSettings({ profitSharingMaxBps: 3_000 });
    const shop = await sharingShop();
    const [first, second, third] = [
      await scanAndPay(shop, 1_000),
      await scanAndPay(shop, 2_000),
      await scanAndPay(shop, 3_000),
    ];
    await shareProfits();
    const refused = await sharingOf(first);
    expect(refused).toMatchObject({ state: 'failed', last_error_code: 'RULE_LIMIT', shared_amount: 0 });
    const act = (row: Sharing, verb: string, body: object = { note: '已经核对' }) =>
      admin.call('post', `/shop/profit-sharings/${row.document_id}/${verb}`, body);
    expect((await act(refused, 'retry', {})).status).toBe(400);
    await control().changeSettings({ profitSharingMaxBps: 10_000 });
    expect((await act(refused, 'retry')).status).toBe(200);
    expect((await act(await sharingOf(second), 'unfreeze')).status).toBe(200);
    await shareProfits();
    expect(await sharingOf(first)).toMatchObject({ state: 'finished', shared_amount: 900 });
    expect(await sharingOf(second)).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect((await act(await sharingOf(first), 'unfreeze')).status).toBe(409);
    const audited: unknown[] = await database()('audit_logs').where({ subject_id: refused.document_id });
    expect(audited).toHaveLength(1);
    application().clock.advance({ days: 26 });
    await shareProfits();
    const forgotten = await sharingOf(third);
    expect(forgotten).toMatchObject({ state: 'unfrozen', last_error_code: 'RULE_LIMIT' });
    expect(frozenAt(forgotten.transaction_id)).toBe(0);
  });

  it('is not given free before its time by an instance that had claimed it before it failed', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'no-permission', match: SPLIT_API, times: 1 });
    await shareProfits();
    const failed = await sharingOf(paid);
    expect(failed).toMatchObject({ state: 'failed', last_error_code: 'NO_AUTH' });
    await database()('profit_sharings').where({ id: failed.id }).update({ next_attempt_at: application().clock.now() });
    application().clock.advance({ seconds: 1 });
    await runService('api::payment.send-profit-sharing');
    expect(await sharingOf(paid)).toMatchObject({ state: 'failed' });
    expect(frozenAt(failed.transaction_id)).toBe(1_000);
  });

  it('counts as free 31 days after it was paid when WeChat, who frees it by then, does not answer any more', async () => {
    const paid = await scanAndPay(await sharingShop(), 1_000);
    control().addFault({ kind: 'no-permission', match: '/v3/profitsharing/', times: null });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'failed', last_error_code: 'NO_AUTH' });
    application().clock.advance({ days: 30 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfreezing', finished_at: null });
    application().clock.advance({ days: 1 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({
      state: 'unfrozen',
      shared_amount: 0,
      next_attempt_at: null,
      last_error_code: 'NO_AUTH',
    });
    expect((await sharingOf(paid)).finished_at).not.toBeNull();
  });

  it('stays to be freed, however old it is, when WeChat breaks down instead of refusing', async () => {
    const paid = await scanAndPay(await sharingShop({ commissionBps: 10_000 }), 500);
    control().addFault({ kind: 'system-error-before', match: '/v3/profitsharing/', times: null });
    await shareProfits();
    application().clock.advance({ days: 32 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfreezing' });
    control().clearFaults();
    application().clock.advance({ days: 1 });
    await shareProfits();
    expect(await sharingOf(paid)).toMatchObject({ state: 'unfrozen' });
  });
});
