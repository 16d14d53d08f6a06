import { application } from './api';
import { openCase } from './after-sales';
import type { MadeSku } from './catalog';
import { atShop, buyByExpress, hire, makeShopSku, openShop, ship, type Shop } from './fulfilment';
import { database, type SignedIn } from './members';

/** A merchant with one record of every kind that its routes can name. */
export interface MerchantRecords {
  shop: Shop;
  sku: MadeSku;
  orderNo: string;
  afterSaleNo: string;
  productId: string;
  codeId: string;
  code: string;
  staffId: string;
  settlementId: string;
  /** Texts that nobody else may ever read. */
  secrets: string[];
}

const documentIdOf = async (table: string, where: object): Promise<string> =>
  ((await database()(table).where(where).orderBy('id', 'desc').first('document_id')) as { document_id: string })
    .document_id;

export async function makeMerchantRecords(buyer: SignedIn): Promise<MerchantRecords> {
  const shop = await openShop();
  const sku = await makeShopSku(shop, { stock: 50 });
  const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
  const other = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
  await ship(shop, other);
  const { afterSaleNo } = await openCase(buyer, other, { items: [{ skuId: sku.documentId, quantity: 1 }] });
  const made = await atShop(shop.owner, shop).post('/merchant/payment-codes').send({ title: '一号桌' });
  const { documentId: codeId, code } = made.body.data as { documentId: string; code: string };
  await hire(shop, 'cashier');
  const staffId = await documentIdOf('merchant_staff', { merchant_id: shop.id });
  const [product] = (await atShop(shop.owner, shop).get('/merchant/products')).body.data as { documentId: string }[];
  const productId = product?.documentId ?? '';
  const settlementId = await makeSettlement(shop);
  const secrets = [orderNo, other, afterSaleNo, code, codeId, staffId, settlementId, productId, sku.documentId];
  return { shop, sku, orderNo, afterSaleNo, productId, codeId, code, staffId, settlementId, secrets };
}

/** A settled day without business, as the settlement job would have left it long ago. */
async function makeSettlement(shop: Shop): Promise<string> {
  const zero = { paidAmount: 0, refundedAmount: 0, commission: 0, payable: 0, orderCount: 0, refundCount: 0 };
  const { db } = application().strapi;
  await db.query('api::merchant.settlement').create({
    data: { merchant: shop.id, day: '2020-01-01', sharedAmount: 0, state: 'settled', ...zero },
  });
  return documentIdOf('settlements', { merchant_id: shop.id });
}
