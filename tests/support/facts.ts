import { application } from './api';
import { stockOf } from './catalog';
import { expectCoherent, type Books, type Scope } from './coherence';
import { database, type SignedIn } from './members';

/** Everything a payment may touch, as plain rows: comparing two of these says whether anything happened. */
export async function factsAbout(member: SignedIn, skuIds: number[]): Promise<Record<string, unknown>> {
  const db = database();
  const orders = (await db('orders').where({ user_id: member.id }).orderBy('id')) as { id: number }[];
  const orderIds = orders.map(({ id }) => id);
  return {
    orders,
    stock: await Promise.all(skuIds.map((id) => stockOf(id))),
    payments: await db('payments').whereIn('order_id', orderIds).orderBy('id').select(moneyOfPayments),
    refunds: await db('refunds').whereIn('order_id', orderIds).orderBy('id'),
    account: await db('points_accounts').where({ user_id: member.id }),
    records: await db('points_records').where({ user_id: member.id }).orderBy('id'),
    lots: await db('points_lots').where({ user_id: member.id }).orderBy('id'),
    logs: await db('order_logs').whereIn('order_id', orderIds).orderBy('id'),
    movements: await db('stock_movements').whereIn('sku_id', skuIds).orderBy('id'),
  };
}

const moneyOfPayments = [
  'id',
  'state',
  'amount',
  'transaction_id',
  'paid_at',
  'refunding_amount',
  'refunded_amount',
  'flag',
];

/** The application's own books. */
export const books: Books = (table) => database()(table) as unknown as ReturnType<Books>;

/** Checks every invariant on the application's books. */
export const expectBooksBalance = (scope: Scope = {}): Promise<void> => expectCoherent(books, scope);

/** A points rule of 1 point per yuan for payments, so that every payment leaves a trace in the ledger. */
export async function makePaymentRule(data: Record<string, unknown> = {}): Promise<string> {
  const rule = await application()
    .strapi.documents('api::points.points-rule')
    .create({
      data: {
        name: '消费积分',
        scene: 'payment',
        pointsPerHundredYuan: 100,
        validDays: 365,
        enabled: true,
        ...data,
      } as never,
    });
  return rule.documentId;
}

/** Ends a rule, so that it does not add to what other files of this worker expect. */
export async function endRule(documentId: string): Promise<void> {
  const data = { enabled: false } as never;
  await application().strapi.documents('api::points.points-rule').update({ documentId, data });
}
