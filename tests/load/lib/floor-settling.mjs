import { append, appendEvent, appendMovement, appendReturningId, rowId } from './floor-rows.mjs';

/** The least SQL that makes a notified payment an order's, with points and stock, as the application does. */

const FREIGHT = 800;
const RULE_ID = 1;
const RETRY_MS = 15_000;
const YEAR_MS = 365 * 86_400_000;

const SUCCEED = `update payments set state = 'succeeded', transaction_id = $2, paid_at = $3, next_query_at = null, updated_at = $4
  where id = $1 and state = 'prepaid'`;
const ITEMS = `select i.id, i.sku_id, i.product_id, i.quantity, i.paid_amount, p.kind
  from order_items i left join products p on p.id = i.product_id where i.order_id = $1 order by i.line_no`;
const PAID = `update orders set state = 'awaiting_fulfilment', paid_amount = $2, paid_at = $3, points_earned = $4, updated_at = $3
  where id = $1`;
const ACCOUNT = `select a.*, l.points_multiplier_bps from points_accounts a join up_users u on u.id = a.user_id
  left join member_levels l on l.id = u.level_id where a.user_id = $1 for update of a`;
const COUNTER = `insert into points_rule_usages (document_id, created_at, updated_at, published_at, rule_id, bucket, points)
  values ($1, $2, $2, $2, $3, $4, 0)
  on conflict (rule_id, bucket) do update set points = points_rule_usages.points returning points`;
const CREDIT = `update points_accounts set available = available + $2, total = total + $2, version = version + 1, updated_at = $3
  where id = $1`;
const HELD = `select m.sku_id, l.product_id, sum(m.reserved_change) as quantity
  from stock_movements m left join skus_product_lnk l on l.sku_id = m.sku_id
  where m.order_no = $1 group by m.sku_id, l.product_id having sum(m.reserved_change) > 0 order by m.sku_id`;
const SELL = `update inventories set reserved = reserved - $2, sold = sold + $2, updated_at = $3
  where sku_id = $1 and reserved >= $2 returning available`;

/** Keeps the notification; returns its id, or undefined for a known one. */
export const keepNotification = (pool, { notification, serial, rawBody, resource, at }) =>
  appendReturningId(pool, 'payment_notifications', {
    at,
    notification_id: notification.id,
    kind: 'payment',
    event_type: notification.event_type,
    serial,
    raw_body: rawBody,
    resource,
    state: 'received',
    attempts: 0,
    next_attempt_at: new Date(at.getTime() + RETRY_MS),
    otherwise: 'on conflict (notification_id) do nothing',
  });

export const findPayment = async (pool, outTradeNo) =>
  (await pool.query('select * from payments where out_trade_no = $1', [outTradeNo])).rows[0];

export async function settle(client, { payment, transaction, at }) {
  const [order] = (await client.query('select * from orders where id = $1 for update', [payment.order_id])).rows;
  await client.query('select * from payments where order_id = $1 order by id for update', [order.id]);
  const paidAt = new Date(transaction.success_time);
  await client.query(SUCCEED, [payment.id, transaction.transaction_id, paidAt, at]);
  const { order_no: orderNo, user_id: userId, pay_amount: payAmount } = order;
  const payload = { orderNo, userId, payAmount };
  await appendEvent(client, { name: 'payment.succeeded', aggregate: payment.out_trade_no, payload, at });
  const { rows: items } = await client.query(ITEMS, [order.id]);
  const points = await award(client, { order, at });
  await client.query('update order_items set points_earned = $2 where id = $1', [items[0].id, points]);
  await client.query(PAID, [order.id, payAmount, at, points]);
  const log = { event: 'pay', from_state: order.state, to_state: 'awaiting_fulfilment', actor_type: 'wechat' };
  await append(client, 'order_logs', { at, order_id: order.id, order_no: orderNo, ...log });
  await appendEvent(client, { name: 'order.paid', aggregate: orderNo, payload, at });
  await capture(client, { orderNo, at });
}

/** One point per yuan, counted against the day's limit, into a lot that ends in a year. */
async function award(client, { order, at }) {
  const [account] = (await client.query(ACCOUNT, [order.user_id])).rows;
  const bucket = `user:${order.user_id}:${at.toISOString().slice(0, 10)}:floor`;
  await client.query(COUNTER, [rowId(), at, RULE_ID, bucket]);
  const points = Math.floor((order.pay_amount - FREIGHT) / 100);
  const key = `payment:${order.order_no}:${RULE_ID}`;
  await client.query('select id from points_records where idempotency_key = $1', [key]);
  await client.query(CREDIT, [account.id, points, at]);
  const expiresAt = new Date(at.getTime() + YEAR_MS);
  const origin = { at, user_id: order.user_id, source: 'payment', order_no: order.order_no, expires_at: expiresAt };
  const lot = { points, remaining: points, award_key: key };
  const lotId = await appendReturningId(client, 'points_lots', { ...origin, ...lot });
  const balance = account.available + points;
  const entry = { change: points, balance_after: balance, type: 'award', rule_id: RULE_ID, lot_id: lotId };
  await append(client, 'points_records', { ...origin, ...entry, description: '购物奖励', idempotency_key: key });
  const counted = 'update points_rule_usages set points = points + $3 where rule_id = $1 and bucket = $2';
  await client.query(counted, [RULE_ID, bucket, points]);
  await appendEvent(client, { name: 'points.awarded', aggregate: String(order.user_id), payload: { points }, at });
  return points;
}

async function capture(client, { orderNo, at }) {
  const { rows: held } = await client.query(HELD, [orderNo]);
  for (const { sku_id: skuId, product_id: productId, quantity } of held) {
    const { rows } = await client.query(SELL, [skuId, quantity, at]);
    const change = [0, -quantity, quantity];
    await appendMovement(client, { skuId, orderNo, reason: 'sell', change, after: rows[0].available, at });
    await client.query('update products set sales = coalesce(sales, 0) + $2 where id = $1', [productId, quantity]);
  }
}

export const finishNotification = (pool, { id, outTradeNo, at }) =>
  pool.query(
    `update payment_notifications set state = 'applied', out_trade_no = $2, attempts = 1, applied_at = $3,
       next_attempt_at = null, updated_at = $3 where id = $1`,
    [id, outTradeNo, at],
  );
