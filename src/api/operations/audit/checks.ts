import type { Knex } from 'knex';
import { type AuditCheck, sumOf } from './audit-check';
import { redemptionChecks } from './redemption-checks';
import { settlementChecks } from './settlement-checks';

/** Points that each rule has given and not taken back again. */
const givenByRule = (connection: Knex) =>
  sumOf(connection, 'points_records', { sum: 'change', by: 'rule_id' }).whereIn('type', ['award', 'clawback']);

const pointsChecks: AuditCheck[] = [
  {
    name: 'points: available equals what the lots hold',
    findBroken: (connection) =>
      connection('points_accounts as a')
        .leftJoin(
          sumOf(connection, 'points_lots', { sum: 'remaining', by: 'user_id' }).as('l'),
          'l.user_id',
          'a.user_id',
        )
        .whereRaw('a.available <> coalesce(l.total, 0)')
        .select('a.user_id', 'a.available', 'l.total as lots'),
  },
  {
    name: 'points: available + frozen - debt equals the sum of the ledger',
    findBroken: (connection) =>
      connection('points_accounts as a')
        .leftJoin(
          sumOf(connection, 'points_records', { sum: 'change', by: 'user_id' }).as('r'),
          'r.user_id',
          'a.user_id',
        )
        .whereRaw('a.available + a.frozen - a.debt <> coalesce(r.total, 0)')
        .select('a.user_id', 'a.available', 'a.frozen', 'a.debt', 'r.total as ledger'),
  },
  {
    name: 'points: frozen equals the holds of unpaid orders',
    findBroken: (connection) =>
      connection('points_accounts as a')
        .leftJoin(
          sumOf(connection, 'points_holds', { sum: 'points', by: 'user_id' }).where({ state: 'held' }).as('h'),
          'h.user_id',
          'a.user_id',
        )
        .whereRaw('a.frozen <> coalesce(h.total, 0)')
        .select('a.user_id', 'a.frozen', 'h.total as holds'),
  },
  {
    name: 'points: the balance of every record is the running sum',
    findBroken: (connection) =>
      connection
        .from(
          connection('points_records')
            .select('id', 'user_id', 'balance_after')
            .select(connection.raw('sum(change) over (partition by user_id order by id) as running'))
            .as('r'),
        )
        .whereRaw('balance_after <> running')
        .select('id', 'user_id', 'balance_after', 'running'),
  },
  {
    name: 'points: no rule gave more than its total limit',
    findBroken: (connection) =>
      connection('points_rules as r')
        .join(givenByRule(connection).as('g'), 'g.rule_id', 'r.id')
        .whereRaw('r.total_limit > 0 and g.total > r.total_limit')
        .select('r.id', 'r.total_limit', 'g.total as given'),
  },
  {
    name: 'points: what a rule counts against its total limit is what it gave and did not take back',
    findBroken: (connection) =>
      connection('points_rule_usages as u')
        .leftJoin(givenByRule(connection).as('g'), 'g.rule_id', 'u.rule_id')
        .where('u.bucket', 'total')
        .whereRaw('u.points <> coalesce(g.total, 0)')
        .select('u.rule_id', 'u.points as counted', 'g.total as given'),
  },
];

const growthChecks: AuditCheck[] = [
  {
    name: 'growth: what a member has is the sum of its records',
    findBroken: (connection) =>
      connection('up_users as u')
        .leftJoin(sumOf(connection, 'growth_records', { sum: 'change', by: 'user_id' }).as('g'), 'g.user_id', 'u.id')
        .whereRaw('coalesce(u.growth, 0) <> coalesce(g.total, 0)')
        .select('u.id', 'u.growth', 'g.total as records'),
  },
];

const stockChecks: AuditCheck[] = [
  {
    name: 'stock: every inventory equals the sum of its movements',
    findBroken: (connection) =>
      connection('inventories as i')
        .leftJoin(
          connection('stock_movements')
            .groupBy('sku_id')
            .select('sku_id')
            .select(
              connection.raw(
                'sum(available_change) as available, sum(reserved_change) as reserved, sum(sold_change) as sold',
              ),
            )
            .as('m'),
          'm.sku_id',
          'i.sku_id',
        )
        .whereRaw(
          'i.available <> coalesce(m.available, 0) or i.reserved <> coalesce(m.reserved, 0) or i.sold <> coalesce(m.sold, 0)',
        )
        .select('i.sku_id', 'i.available', 'i.reserved', 'i.sold', 'm.available as moved'),
  },
  {
    name: 'stock: reserved equals the lines of unpaid orders',
    findBroken: (connection) =>
      connection('inventories as i')
        .leftJoin(
          connection('order_items as l')
            .join('orders as o', 'o.id', 'l.order_id')
            .where('o.state', 'pending_payment')
            .groupBy('l.sku_id')
            .select('l.sku_id')
            .select(connection.raw('sum(l.quantity) as total'))
            .as('w'),
          'w.sku_id',
          'i.sku_id',
        )
        .whereRaw('i.reserved <> coalesce(w.total, 0)')
        .select('i.sku_id', 'i.reserved', 'w.total as waiting'),
  },
];

const moneyChecks: AuditCheck[] = [
  {
    name: 'money: what an order was paid is its succeeded payment',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin(
          connection('payments')
            .where({ state: 'succeeded' })
            .groupBy('order_id')
            .select('order_id')
            .count('* as payments')
            .as('p'),
          'p.order_id',
          'o.id',
        )
        .whereRaw(
          "o.state not in ('pending_payment', 'closed') and (o.paid_amount <> o.pay_amount or coalesce(p.payments, 0) < 1)",
        )
        .select('o.order_no', 'o.state', 'o.pay_amount', 'o.paid_amount'),
  },
  {
    name: 'money: an order adds up to its price and its lines',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin(
          connection('order_items')
            .groupBy('order_id')
            .select('order_id')
            .select(connection.raw('sum(amount) as amount, sum(paid_amount) as paid, sum(freight_share) as freight'))
            .as('l'),
          'l.order_id',
          'o.id',
        )
        .whereRaw(
          `o.pay_amount <> o.items_amount - o.discount_amount + o.freight_amount
           or (l.order_id is not null and (l.amount <> o.items_amount or l.paid + l.freight <> o.pay_amount))`,
        )
        .select('o.order_no', 'o.items_amount', 'o.discount_amount', 'o.freight_amount', 'o.pay_amount', 'l.paid'),
  },
  {
    name: 'money: a payment that is not its order’s goes back',
    findBroken: (connection) =>
      connection('payments as p')
        .join('orders as o', 'o.id', 'p.order_id')
        .where('p.state', 'succeeded')
        .where('o.state', 'closed')
        .whereRaw('p.refunding_amount + p.refunded_amount <> p.amount')
        .select('p.out_trade_no', 'p.amount', 'p.refunding_amount', 'p.refunded_amount'),
  },
  {
    name: 'money: what payments say of refunds is what the refunds say',
    findBroken: (connection) =>
      connection('payments as p')
        .leftJoin(
          connection('refunds')
            .groupBy('payment_id')
            .select('payment_id')
            .select(
              connection.raw(
                "sum(case when state = 'succeeded' then amount else 0 end) as refunded, sum(case when state in ('created', 'processing', 'abnormal') then amount else 0 end) as refunding",
              ),
            )
            .as('r'),
          'r.payment_id',
          'p.id',
        )
        .whereRaw('p.refunded_amount <> coalesce(r.refunded, 0) or p.refunding_amount <> coalesce(r.refunding, 0)')
        .select('p.out_trade_no', 'p.refunded_amount', 'p.refunding_amount', 'r.refunded', 'r.refunding'),
  },
  {
    name: 'money: what an order was refunded is what its refunds paid',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin(
          sumOf(connection, 'refunds', { sum: 'amount', by: 'order_id' })
            .where({ state: 'succeeded' })
            .whereNotNull('after_sale_no')
            .as('r'),
          'r.order_id',
          'o.id',
        )
        .whereRaw('o.refunded_amount <> coalesce(r.total, 0)')
        .select('o.order_no', 'o.refunded_amount', 'r.total as refunds'),
  },
  {
    name: 'money: what an order was refunded is what its settled cases say',
    findBroken: (connection) =>
      connection('orders as o')
        .leftJoin(
          sumOf(connection, 'after_sales', { sum: 'amount', by: 'order_id' }).whereNotNull('refunded_at').as('c'),
          'c.order_id',
          'o.id',
        )
        .whereRaw('o.refunded_amount <> coalesce(c.total, 0)')
        .select('o.order_no', 'o.refunded_amount', 'c.total as cases'),
  },
  {
    name: 'money: no line was refunded more than it was paid',
    findBroken: (connection) =>
      connection('order_items')
        .whereRaw('refunded_amount > paid_amount or refunded_quantity > quantity')
        .select('id', 'order_id', 'paid_amount', 'refunded_amount', 'quantity', 'refunded_quantity'),
  },
];

const sharingChecks: AuditCheck[] = [
  {
    name: 'sharing: every paid payment that is frozen for sharing has its split',
    findBroken: (connection) =>
      connection('payments as p')
        .leftJoin('profit_sharings as s', 's.payment_id', 'p.id')
        .where({ 'p.state': 'succeeded', 'p.shares_profit': true })
        .whereNull('s.id')
        .select('p.out_trade_no', 'p.amount'),
  },
  {
    name: 'sharing: share and commission are no more than the payment',
    findBroken: (connection) =>
      connection('profit_sharings as s')
        .join('payments as p', 'p.id', 's.payment_id')
        .whereRaw('s.amount + s.commission > p.amount')
        .select('s.order_no', 's.amount', 's.commission', 'p.amount as paid'),
  },
  {
    name: 'sharing: what came back and what is owed is what the returns say',
    findBroken: (connection) =>
      connection('profit_sharings as s')
        .leftJoin(
          connection('profit_returns')
            .groupBy('profit_sharing_id')
            .select('profit_sharing_id')
            .select(
              connection.raw(
                "sum(case when state = 'succeeded' then amount else 0 end) as returned, sum(case when state = 'failed' then amount else 0 end) as owed, sum(amount) as total",
              ),
            )
            .as('r'),
          'r.profit_sharing_id',
          's.id',
        )
        .whereRaw(
          's.returned_amount <> coalesce(r.returned, 0) or s.debt_amount <> coalesce(r.owed, 0) or s.shared_amount < coalesce(r.total, 0)',
        )
        .select('s.order_no', 's.shared_amount', 's.returned_amount', 's.debt_amount', 'r.returned', 'r.owed'),
  },
];

/** domain.md 6 and the rules of stock and money; `npm run audit`, the nightly job and every scenario test use these. */
export const auditChecks: readonly AuditCheck[] = [
  ...pointsChecks,
  ...redemptionChecks,
  ...growthChecks,
  ...stockChecks,
  ...moneyChecks,
  ...sharingChecks,
  ...settlementChecks,
];
