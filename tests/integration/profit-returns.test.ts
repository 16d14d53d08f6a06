import type {} from '../../src/api/payment/services/advance-profit-return';
import type { ProfitReturnRow } from '../../src/api/payment/store/profit-sharing-rows';
import { getService } from '../../src/platform/get-service';
import { refundsAtWechat, refundsOf, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { database } from '../support/members';
import {
  buyThree,
  deliverEvents,
  frozenAt,
  giveBack,
  lastRefund,
  returnsOf,
  shareProfits,
  sharingOf,
  sharingShop,
  splitsAt,
} from '../support/profit-sharing';
import { runService } from '../support/run-service';
import { sharingSuite } from '../support/settlement-suite';

const control = () => application().wechat.control;
const RETURN_API = '/v3/profitsharing/return-orders';
const { admin } = sharingSuite();

describe('a refund of a payment that is shared', () => {
  it('takes back the part of the merchant first; three refunds return exactly the whole', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', amount: 900, commission: 99 });
    for (const back of [300, 600, 900]) {
      await giveBack(admin, bought);
      await settleRefunds();
      expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded', amount: 333 });
      expect(await sharingOf(bought)).toMatchObject({ returned_amount: back, debt_amount: 0 });
    }
    expect((await returnsOf(bought)).map(({ amount, state }) => [amount, state])).toEqual([
      [300, 'succeeded'],
      [300, 'succeeded'],
      [300, 'succeeded'],
    ]);
    await expectBooksBalance({ users: [bought.member.id], skus: [bought.skuRow] });
  });

  it('before it is shared lessens what will be shared, and nothing has to come back', async () => {
    const bought = await buyThree(await sharingShop());
    await giveBack(admin, bought);
    await shareProfits();
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ state: 'finished', shared_amount: 600, returned_amount: 0 });
    expect(await returnsOf(bought)).toEqual([]);
    await giveBack(admin, bought, 2);
    await settleRefunds();
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 600, debt_amount: 0 });
  });

  it('of everything before it is shared leaves nothing frozen and nothing shared', async () => {
    const bought = await buyThree(await sharingShop());
    await giveBack(admin, bought, 3);
    await settleRefunds();
    await deliverEvents();
    await shareProfits(8);
    const sharing = await sharingOf(bought);
    expect(sharing).toMatchObject({ state: 'unfrozen', shared_amount: 0 });
    expect(splitsAt(sharing.transaction_id).filter(({ kind }) => kind === 'split')).toEqual([]);
    expect(frozenAt(sharing.transaction_id)).toBe(0);
  });

  it('is paid from the shop when the merchant has no money; the debt is on record and asked for again', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    await control().changeSettings({ profitReturnFailReason: 'BALANCE_NOT_ENOUGH' });
    await giveBack(admin, bought);
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 0, debt_amount: 300 });
    const [owed] = await returnsOf(bought);
    expect(owed).toMatchObject({ state: 'failed', fail_reason: 'BALANCE_NOT_ENOUGH' });
    await control().changeSettings({ profitReturnFailReason: null });
    const path = `/shop/profit-returns/${owed?.document_id ?? ''}/retry`;
    expect((await admin.call('post', path, { note: '商户已充值' })).status).toBe(200);
    await runService('api::payment.send-profit-returns');
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
    expect((await admin.call('post', path, { note: '再来一次' })).status).toBe(409);
  });

  it('returns the share once when the answer to the return is lost', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    control().addFault({ kind: 'reset-after', match: RETURN_API, times: 1 });
    await giveBack(admin, bought);
    await settleRefunds();
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
    expect(refundsAtWechat(await refundsOf(bought.orderNo))).toHaveLength(1);
    const flows = control().listFundFlow();
    const [row] = (await database()('profit_returns').where({ order_no: bought.orderNo })) as {
      out_return_no: string;
    }[];
    expect(flows.filter(({ voucherNo }) => voucherNo === row?.out_return_no)).toHaveLength(1);
  });

  it('is no debt while WeChat refuses to tell whether it came back', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    control().addFault({ kind: 'reset-after', match: RETURN_API, times: 1 });
    await giveBack(admin, bought);
    await settleRefunds(1);
    control().addFault({ kind: 'no-permission', match: `${RETURN_API}/`, times: 1 });
    await settleRefunds(1);
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 0, debt_amount: 0 });
    expect(await returnsOf(bought)).toMatchObject([{ state: 'created' }]);
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
    const [{ out_return_no: number } = { out_return_no: '' }] = (await returnsOf(bought)) as {
      out_return_no?: string;
    }[];
    expect(
      control()
        .listFundFlow()
        .filter(({ voucherNo }) => voucherNo === number),
    ).toHaveLength(1);
  });

  it('is not asked back under a number that was given up', async () => {
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    control().addFault({ kind: 'no-permission', match: RETURN_API, times: 1 });
    await giveBack(admin, bought);
    await settleRefunds();
    const [refused] = await returnsOf(bought);
    expect(refused).toMatchObject({ state: 'failed', fail_reason: 'NO_AUTH' });
    const path = `/shop/profit-returns/${refused?.document_id ?? ''}/retry`;
    expect((await admin.call('post', path, { note: '权限已开通' })).status).toBe(200);
    const sent = () => control().countCalls()['POST /v3/profitsharing/return-orders'] ?? 0;
    const before = sent();
    const held = { ...refused, state: 'created', sent_at: null } as unknown as ProfitReturnRow;
    expect(await getService(application().strapi, 'api::payment.advance-profit-return')(held)).toBe('processing');
    expect(sent()).toBe(before);
    await runService('api::payment.send-profit-returns');
    expect(sent()).toBe(before + 1);
    expect(await sharingOf(bought)).toMatchObject({ returned_amount: 300, debt_amount: 0 });
  });

  it('waits while WeChat is splitting, and nobody pays twice', async () => {
    await control().changeSettings({ profitSharingSettleSeconds: null });
    const bought = await buyThree(await sharingShop());
    await shareProfits();
    await giveBack(admin, bought);
    await settleRefunds(2);
    expect(refundsAtWechat(await refundsOf(bought.orderNo))).toEqual([]);
    const sharing = await sharingOf(bought);
    await control().settleProfitSharing(sharing.out_order_no);
    await shareProfits();
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ shared_amount: 900, returned_amount: 300 });
  });

  it('leaves a debt at once when the receiver is a person, who cannot give back', async () => {
    const receiver = { receiverType: 'PERSONAL_OPENID', receiverAccount: 'o-partner-1', receiverName: null };
    const bought = await buyThree(await sharingShop(receiver));
    await shareProfits();
    await giveBack(admin, bought);
    await settleRefunds();
    expect(await lastRefund(bought)).toMatchObject({ state: 'succeeded' });
    expect(await sharingOf(bought)).toMatchObject({ shared_amount: 900, returned_amount: 0, debt_amount: 300 });
  });
});
