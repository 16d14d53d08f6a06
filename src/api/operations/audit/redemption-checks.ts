import { type AuditCheck, sumOf } from './audit-check';

/** Points that pay for orders, in the mall and at checkout. */
export const redemptionChecks: readonly AuditCheck[] = [
  {
    name: 'points: what an order takes is what it holds or has spent',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin(
          sumOf(connection, 'points_holds', { sum: 'points', by: 'order_no' }).whereNot({ state: 'released' }).as('h'),
          'h.order_no',
          'o.order_no',
        )
        .whereRaw("coalesce(h.total, 0) <> case when o.state = 'closed' then 0 else o.points_used end")
        .select('o.order_no', 'o.state', 'o.points_used', 'h.total as holds'),
  },
  {
    name: 'points: what an order takes is shared out to its lines',
    findBroken: (connection) =>
      connection('orders as o')
        .join(sumOf(connection, 'order_items', { sum: 'points_used', by: 'order_id' }).as('l'), 'l.order_id', 'o.id')
        .whereRaw('o.points_used <> l.total')
        .select('o.order_no', 'o.points_used', 'l.total as lines'),
  },
  {
    name: 'points: a redemption costs points and its lines are points goods',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin('order_items as i', 'i.order_id', 'o.id')
        .leftJoin('points_goods as g', 'g.sku_id', 'i.sku_id')
        .where('o.type', 'points')
        .where(
          (broken) => void broken.whereNull('g.id').orWhereNotNull('i.product_id').orWhere('o.points_used', '<', 1),
        )
        .select('o.order_no', 'o.points_used', 'i.sku_id', 'i.product_id'),
  },
  {
    name: 'points: every points good has a stock of its own',
    findBroken: (connection) =>
      connection('points_goods as g')
        .leftJoin('inventories as i', 'i.id', 'g.inventory_id')
        .leftJoin('skus as s', 's.id', 'g.sku_id')
        .where((broken) => void broken.whereNull('i.id').orWhereNull('s.id').orWhereRaw('i.sku_id <> g.sku_id'))
        .select('g.document_id', 'g.name', 'g.sku_id', 'g.inventory_id'),
  },
];
