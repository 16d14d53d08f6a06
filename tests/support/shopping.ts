import type {} from '../../src/api/catalog/services/adjust-stock';
import { getService } from '../../src/platform/get-service';
import { application } from './api';
import { makeProduct, type MadeSku } from './catalog';
import { eventually } from './eventually';
import { as, database, type SignedIn } from './members';

export interface PayParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** A SKU on sale with stock that came in by the book. */
export async function makeSku(
  options: { price?: number; stock?: number; product?: Record<string, unknown> } = {},
): Promise<MadeSku> {
  const { price = 2_500, stock = 10, product = {} } = options;
  const made = await makeProduct([price], product);
  const [sku] = made.skus;
  if (!sku) throw new Error('the product has no SKU');
  if (stock > 0) await addStock(sku.id, stock);
  return sku;
}

/** Adds pieces through the stock action, so that the movements explain every piece. */
export async function addStock(skuId: number, delta: number): Promise<void> {
  const { strapi } = application();
  const row = (await strapi.db.connection('inventories').where({ sku_id: skuId }).first('document_id')) as {
    document_id: string;
  };
  await getService(strapi, 'api::catalog.adjust-stock').adjustStock({
    inventoryDocumentId: row.document_id,
    delta,
    reason: '测试入库',
    operator: 'test',
  });
}

/** A pickup point, so that orders need no address. */
export async function makePickupPoint(): Promise<string> {
  const point = await application()
    .strapi.documents('api::delivery.pickup-point')
    .create({ data: { name: '东门自提点', address: '东门路 1 号', enabled: true } as never });
  return point.documentId;
}

export interface OrderBody {
  items: { skuId: string; quantity: number }[];
  delivery: { mode: string; pickupPointId?: string; addressId?: string };
  [field: string]: unknown;
}

/** The body of an order to be picked up. */
export async function pickupOrder(sku: MadeSku, quantity = 1): Promise<OrderBody> {
  return {
    items: [{ skuId: sku.documentId, quantity }],
    delivery: { mode: 'pickup', pickupPointId: await makePickupPoint() },
  };
}

/** Places an order over HTTP and returns its number. */
export async function placeOrder(member: SignedIn, body: OrderBody): Promise<string> {
  const answer = await as(member).post('/orders').send(body);
  if (answer.status !== 201) throw new Error(`placing failed: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { data: { orderNo: string } }).data.orderNo;
}

/** Asks for payment parameters over HTTP. */
export async function startPayment(member: SignedIn, orderNo: string): Promise<PayParams> {
  const answer = await as(member).post(`/orders/${orderNo}/pay`);
  if (answer.status !== 200) throw new Error(`paying failed: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { data: { payParams: PayParams } }).data.payParams;
}

/** The user confirms in WeChat; resolves when WeChat's notification has been delivered and tried. */
export async function payInWechat(
  member: SignedIn,
  payParams: PayParams,
  notify: 'normal' | 'none' = 'normal',
): Promise<void> {
  const { control } = application().wechat;
  const outcome = await control.pay({ payParams, openid: member.openid, notify } as never);
  if (!outcome.errMsg.endsWith(':ok')) throw new Error(`WeChat refused: ${JSON.stringify(outcome)}`);
  await control.deliveriesSettled();
  if (outcome.notificationId) await tried(outcome.notificationId);
}

/** In a rush WeChat has its answer before a payment is applied. */
const tried = (notificationId: string): Promise<void> =>
  eventually(async () => {
    const inbox = database()('payment_notifications');
    const waiting: unknown = await inbox
      .where({ notification_id: notificationId, state: 'received', attempts: 0 })
      .first();
    expect(waiting).toBeUndefined();
  }, 30);

/** From nothing to a paid order. */
export async function buy(member: SignedIn, body: OrderBody): Promise<string> {
  const orderNo = await placeOrder(member, body);
  await payInWechat(member, await startPayment(member, orderNo));
  return orderNo;
}

/** An order as its owner sees it. */
export async function orderOf(member: SignedIn, orderNo: string): Promise<Record<string, unknown>> {
  const answer = await as(member).get(`/orders/${orderNo}`);
  return (answer.body as { data: Record<string, unknown> }).data;
}
