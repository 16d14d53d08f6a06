import { randomBytes } from 'node:crypto';
import type {} from '../../src/api/member/services/change-growth';
import type {} from '../../src/api/member/services/earn-growth';
import type {} from '../../src/api/member/services/take-growth-back';
import { fen } from '../../src/domain/shared/fen';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { application } from './api';
import { database, type SignedIn } from './members';

export const newOrderNo = (): string => `G${randomBytes(10).toString('hex')}`;

/** Gives or takes growth by the book, as a completed order or a refund does. */
export function changeGrowth(
  member: Pick<SignedIn, 'id'>,
  change: number,
  operationNo: string = newOrderNo(),
): Promise<{ growth: number; change: number }> {
  const { strapi, clock } = application();
  const reason = change < 0 ? 'refund' : 'order_completed';
  const wish = { userId: member.id, change, reason, operationNo, orderNo: operationNo, at: clock.now() } as const;
  return inTransaction(strapi, (trx) => getService(strapi, 'api::member.change-growth')(trx, wish));
}

/** What a completed order of this much (fen, goods only) earns. */
export function earnGrowth(
  member: Pick<SignedIn, 'id'>,
  paidAmount: number,
  orderNo: string = newOrderNo(),
): Promise<number> {
  const { strapi, clock } = application();
  const purchase = { userId: member.id, orderNo, paidAmount: fen(paidAmount), at: clock.now() };
  return inTransaction(strapi, (trx) => getService(strapi, 'api::member.earn-growth')(trx, purchase));
}

/** What goes with returned goods of an order; fen, goods only. Everything it has left when nothing else is said. */
export function returnGoods(
  member: Pick<SignedIn, 'id'>,
  orderNo: string,
  { amount = 1, left = amount }: { amount?: number; left?: number } = {},
): Promise<void> {
  const { strapi, clock } = application();
  const money = { amount: fen(amount), left: fen(left) };
  const returned = { userId: member.id, orderNo, operationNo: newOrderNo(), ...money, at: clock.now() };
  return inTransaction(strapi, (trx) => getService(strapi, 'api::member.take-growth-back')(trx, returned));
}

export interface GrowthRow {
  change: number;
  growth_after: number;
  reason: string;
  operation_no: string;
  order_no: string;
}

/** A member's growth ledger, oldest first. */
export async function growthRecordsOf(member: Pick<SignedIn, 'id'>): Promise<GrowthRow[]> {
  const rows: unknown = await database()('growth_records').where({ user_id: member.id }).orderBy('id');
  return rows as GrowthRow[];
}

/** The levels most tests speak of; what is there already is kept. */
export async function ensureLevels(): Promise<void> {
  const documents = application().strapi.documents('api::member.member-level');
  for (const data of [
    { name: '普通', growthThreshold: 0 },
    { name: '银卡', growthThreshold: 500 },
    { name: '金卡', growthThreshold: 2000, discountPercent: 5, pointsMultiplierBps: 15_000, consultation: true },
  ]) {
    if ((await documents.count({ filters: { name: data.name } })) === 0)
      await documents.create({ data: data as never });
  }
}
