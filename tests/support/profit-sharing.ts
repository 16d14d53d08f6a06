import type { AdminClient } from './admin-client';
import { openCase, refundsOf } from './after-sales';
import { application } from './api';
import { as, database, signIn, type SignedIn } from './members';
import { makePaymentCode, type MadePaymentCode } from './merchants';
import { runService } from './run-service';
import { makeSku, payInWechat, placeOrder, startPayment } from './shopping';

export const SPLIT_API = '/v3/profitsharing/orders';

const control = () => application().wechat.control;

let serial = 0;

/** A merchant that gets its part of payments, known to WeChat. */
export async function sharingShop(receiver: Record<string, unknown> = {}): Promise<MadePaymentCode> {
  const made = await makePaymentCode();
  serial += 1;
  const data = {
    commissionBps: 1_000,
    sharesProfit: true,
    receiverAccount: `19${String(Date.now()).slice(-7)}${serial}`,
    receiverName: '绿头鸭餐饮有限公司',
    ...receiver,
  };
  await application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId: made.merchantDocumentId, data: data as never });
  await runService('api::merchant.register-receivers');
  return made;
}

export interface Paid {
  member: SignedIn;
  orderNo: string;
}

/** An order that is paid by scanning, and so completed at once. */
export async function scanAndPay(shop: MadePaymentCode, amount: number): Promise<Paid> {
  const member = await signIn();
  const answer = await as(member).post(`/payment-codes/${shop.code}/pay`).send({ amount });
  const { orderNo, payParams } = (answer.body as { data: { orderNo: string; payParams: never } }).data;
  await payInWechat(member, payParams);
  await deliverEvents();
  return { member, orderNo };
}

export interface Bought extends Paid {
  skuId: string;
  skuRow: number;
}

/** Three equal units, completed at once. */
export async function buyThree(shop: MadePaymentCode, price = 333): Promise<Bought> {
  const member = await signIn();
  const product = { kind: 'virtual', merchant: shop.merchantId };
  const sku = await makeSku({ price, stock: 3, product });
  const orderNo = await placeOrder(member, {
    items: [{ skuId: sku.documentId, quantity: 3 }],
    delivery: { mode: 'none' },
  });
  await payInWechat(member, await startPayment(member, orderNo));
  await deliverEvents();
  return { member, orderNo, skuId: sku.documentId, skuRow: sku.id };
}

/** Some of three units are refunded, as soon as the refund is sent. */
export async function giveBack(admin: AdminClient, bought: Bought, quantity = 1): Promise<void> {
  const { member, orderNo, skuId } = bought;
  const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId, quantity }] });
  const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first()) as {
    document_id: string;
  };
  const answer = await admin.call('post', `/shop/after-sales/${row.document_id}/approve`, {});
  expect(answer.status).toBe(200);
}

export const lastRefund = async ({ orderNo }: Paid) => (await refundsOf(orderNo)).at(-1);

export interface Sharing {
  id: number;
  document_id: string;
  state: string;
  transaction_id: string;
  out_order_no: string;
  amount: number;
  commission: number;
  shared_amount: number;
  returned_amount: number;
  debt_amount: number;
  last_error_code: string | null;
  finished_at: unknown;
}

export async function sharingOf({ orderNo }: Pick<Paid, 'orderNo'>): Promise<Sharing> {
  return (await database()('profit_sharings').where({ order_no: orderNo }).first()) as Sharing;
}

export const returnsOf = ({ orderNo }: Pick<Paid, 'orderNo'>) =>
  database()('profit_returns').where({ order_no: orderNo }).orderBy('id') as unknown as Promise<
    { document_id: string; amount: number; state: string; fail_reason: string | null }[]
  >;

export async function deliverEvents(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

/** Lets the job that shares come round a few times. */
export async function shareProfits(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    application().clock.advance({ minutes: 2 });
    await runService('api::payment.send-profit-sharing');
  }
}

/** What WeChat has split or given free of a payment. */
export const splitsAt = (transactionId: string) =>
  control()
    .listProfitSharings()
    .filter((sharing) => sharing.transactionId === transactionId);

export const frozenAt = (transactionId: string): number =>
  control()
    .listPayments()
    .find((payment) => payment.transactionId === transactionId)?.frozenFen ?? -1;
