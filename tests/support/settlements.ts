import type {} from '../../src/api/merchant/services/settle-merchant';
import { getService } from '../../src/platform/get-service';
import type { AdminClient } from './admin-client';
import { openCase } from './after-sales';
import { application } from './api';
import { openShop, type Shop } from './fulfilment';
import { database, signIn } from './members';
import { readBooks, shanghaiDay } from './merchant-books';
import { runService } from './run-service';
import { makeSku, payInWechat, placeOrder, startPayment } from './shopping';

export interface SettlementRecord {
  id: number;
  document_id: string;
  day: string;
  paid_amount: number;
  refunded_amount: number;
  commission: number;
  payable: number;
  shared_amount: number;
  deducted_amount: number | null;
  transfer_amount: number | null;
  order_count: number;
  refund_count: number;
  state: string;
  note: string | null;
  transfer_no: string | null;
}

const AMOUNTS = [
  'paid_amount',
  'refunded_amount',
  'commission',
  'payable',
  'shared_amount',
  'deducted_amount',
  'transfer_amount',
];

const update = (shop: Shop, data: object) =>
  application()
    .strapi.documents('api::merchant.merchant')
    .update({ documentId: shop.documentId, data: data as never });

export async function shopWithCommission(commissionBps: number): Promise<Shop> {
  const shop = await openShop();
  await update(shop, { commissionBps });
  return shop;
}

let serial = 0;

/** A merchant that gets its part of payments through WeChat. */
export async function shopWithSharing(commissionBps: number, receiver: object = {}): Promise<Shop> {
  const shop = await openShop();
  serial += 1;
  const receiverAccount = `18${String(Date.now()).slice(-7)}${serial}`;
  await update(shop, { commissionBps, sharesProfit: true, receiverAccount, receiverName: '绿头鸭餐饮', ...receiver });
  await runService('api::merchant.register-receivers');
  return shop;
}

/** A completed order of three units; `giveBack` refunds them one by one. */
export interface Sale {
  orderNo: string;
  giveBack(): Promise<void>;
}

export async function sell(admin: AdminClient, shop: Shop, price: number): Promise<Sale> {
  const member = await signIn();
  const sku = await makeSku({ price, stock: 3, product: { kind: 'virtual', merchant: shop.id } });
  const items = [{ skuId: sku.documentId, quantity: 3 }];
  const orderNo = await placeOrder(member, { items, delivery: { mode: 'none' } });
  await payInWechat(member, await startPayment(member, orderNo));
  while ((await application().runJob('outbox-relay')) > 0);
  return {
    orderNo,
    async giveBack() {
      const { afterSaleNo } = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
      const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first()) as {
        document_id: string;
      };
      await admin.call('post', `/shop/after-sales/${row.document_id}/approve`, {});
    },
  };
}

const isSqlite = (): boolean => application().strapi.db.dialect.client !== 'postgres';
/** An instant as the database keeps it. */
export const stored = (at: number): number | string => (isSqlite() ? at : new Date(at).toISOString());
export const instantOf = (value: unknown): number => new Date(value as string | number | Date).getTime();
export const shanghai = (text: string): number => Date.parse(`${text}+08:00`);
/** WeChat knows of it, we do not: no time that is over. */
export const NOT_YET = shanghai('2090-01-01T00:00:00');

export async function paidOn({ orderNo }: Pick<Sale, 'orderNo'>, at: number): Promise<void> {
  await database()('payments')
    .where({ order_no: orderNo })
    .update({ paid_at: stored(at) });
}

export async function refundedOn({ orderNo }: Pick<Sale, 'orderNo'>, at: number): Promise<void> {
  await database()('refunds')
    .where({ order_no: orderNo })
    .update({ succeeded_at: stored(at) });
}

export const settle = (shop: Shop): Promise<number> =>
  getService(application().strapi, 'api::merchant.settle-merchant')(shop.id);

/** The settlements of a merchant by day; PostgreSQL gives amounts of 64 bits as text. */
export async function settlementsOf(shop: Shop): Promise<SettlementRecord[]> {
  const rows = (await database()('settlements').where({ merchant_id: shop.id }).orderBy('day')) as Record<
    string,
    unknown
  >[];
  const numbers = (row: Record<string, unknown>) =>
    AMOUNTS.map((name) => [name, row[name] === null ? null : Number(row[name])]);
  return rows.map((row) => ({ ...row, ...Object.fromEntries(numbers(row)) }) as unknown as SettlementRecord);
}

export async function settlementOn(shop: Shop, day: string): Promise<SettlementRecord> {
  const row = (await settlementsOf(shop)).find((one) => one.day === day);
  if (!row) throw new Error(`no settlement of ${day}`);
  return row;
}

/** 标记已结算, as the panel sends it for the amounts it shows. */
export const finish = (admin: AdminClient, row: SettlementRecord, change: object = {}) =>
  admin.call('post', `/shop/settlements/${row.document_id}/settle`, {
    payable: row.payable,
    sharedAmount: row.shared_amount,
    transferAmount: row.transfer_amount ?? 0,
    ...change,
  });

export const linesOf = (shop: Shop) =>
  database()('settlement_lines').where({ merchant_id: shop.id }).orderBy('id') as unknown as Promise<
    Record<string, unknown>[]
  >;

const FIGURES = ['paid_amount', 'refunded_amount', 'commission', 'payable', 'order_count', 'refund_count'] as const;
export const figures = (rows: SettlementRecord[]): number[] =>
  FIGURES.map((name) => rows.reduce((total, row) => total + row[name], 0));

/** The same figures by going through every record one by one. */
export async function reckonSlowly(shop: Shop, day?: string): Promise<number[]> {
  const books = (await readBooks(shop.id)).filter(({ at }) => day === undefined || shanghaiDay(at) === day);
  const of = (kind: string) => books.filter((line) => line.kind === kind);
  const sum = (lines: typeof books, name: 'amount' | 'commission') =>
    lines.reduce((total, line) => total + line[name], 0);
  const [paid, refunded, commission] = [
    sum(of('payment'), 'amount'),
    sum(of('refund'), 'amount'),
    sum(books, 'commission'),
  ];
  return [paid, refunded, commission, paid - refunded - commission, of('payment').length, of('refund').length];
}

/** The statement of a settlement: its lines, cell by cell. */
export async function csvOf(
  admin: AdminClient,
  { document_id: documentId }: { document_id: string },
): Promise<string[][]> {
  const answer = await admin.call('get', `/shop/settlements/${documentId}/statement`);
  const { csv } = (answer.body as { data: { csv: string } }).data;
  return csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
}
