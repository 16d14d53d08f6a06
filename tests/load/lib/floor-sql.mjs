import { randomBytes } from 'node:crypto';

/** The least SQL that leaves the same rows behind as the application, locks and constraints included. */

const rowId = () => randomBytes(12).toString('hex');

function insert(table, row) {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  return [`insert into ${table} (${columns.join(', ')}) values (${places})`, Object.values(row)];
}

function newRow(at) {
  return { document_id: rowId(), created_at: at, updated_at: at, published_at: at };
}

async function append(client, table, row, at) {
  await client.query(...insert(table, { ...newRow(at), ...row }));
}

const event = (client, { name, aggregate, payload, at }) =>
  append(
    client,
    'outbox_events',
    {
      name,
      aggregate_id: aggregate,
      payload: JSON.stringify(payload),
      state: 'pending',
      attempts: 0,
      available_at: at,
    },
    at,
  );

/** One transaction on a connection of the pool; rolls back when the work fails. */
export async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

export async function findMember(pool, { sessionId, userId }) {
  const { rows } = await pool.query(
    `select u.id from member_sessions s join up_users u on u.id = s.user_id
     where s.id = $1 and s.user_id = $2 and u.blocked = false and s.revoked_at is null`,
    [sessionId, userId],
  );
  if (!rows[0]) throw new Error('no such session');
  return rows[0].id;
}

const SELLABLE = `select s.id, s.document_id, s.price, s.specs, p.id as product_id, p.document_id as product_document_id, p.name, p.kind, p.state,
    p.list_at, p.delist_at, p.delivers_express, p.per_user_limit, i.available, me.state as merchant_state, ml.growth_threshold
  from skus s join skus_product_lnk l on l.sku_id = s.id join products p on p.id = l.product_id left join inventories i on i.sku_id = s.id
  left join products_merchant_lnk pm on pm.product_id = p.id left join merchants me on me.id = pm.merchant_id
  left join products_member_level_lnk pl on pl.product_id = p.id left join member_levels ml on ml.id = pl.member_level_id
  where s.document_id = any($1)`;

const BUYER = `select l.name, l.discount_percent, p.available from up_users u left join member_levels l on l.id = u.level_id
  left join points_accounts p on p.user_id = u.id where u.id = $1 for update of u`;

export async function place(client, { userId, key, body, at }) {
  const orderNo = `F${rowId()}`;
  await client.query(
    `insert into idempotency_keys (scope, user_id, key, body_hash, result, created_at) values ('orders', $1, $2, $3, $4, $5) on conflict do nothing returning key`,
    [userId, key, rowId(), orderNo, at.getTime()],
  );
  const [item] = body.items;
  await client.query(BUYER, [userId]);
  const [sku] = (await client.query({ name: 'sellable', text: SELLABLE, values: [[item.skuId]] })).rows;
  const [address] = (
    await client.query('select * from addresses where document_id = $1 and user_id = $2 and deleted_at is null', [
      body.delivery.addressId,
      userId,
    ])
  ).rows;
  const amount = sku.price * item.quantity;
  const payAmount = amount + 800;
  const due = new Date(at.getTime() + 900_000);
  const delivery = JSON.stringify({
    name: address.receiver,
    phoneCipher: address.phone_cipher,
    detail: address.detail,
  });
  const order = insert('orders', {
    ...newRow(at),
    ...{
      order_no: orderNo,
      type: 'goods',
      state: 'pending_payment',
      user_id: userId,
      merchant_id: null,
      payment_code_id: null,
    },
    ...{
      items_amount: amount,
      discount_amount: 0,
      freight_amount: 800,
      pay_amount: payAmount,
      paid_amount: 0,
      refunded_amount: 0,
    },
    ...{ points_used: 0, points_to_earn: 25, points_earned: 0, adjustments: '[]', delivery_mode: 'express', delivery },
    ...{ pickup_point_id: null, remark: null, client_ip: '127.0.0.1', expires_at: due, close_due_at: due },
  });
  const [{ id: orderId }] = (await client.query(`${order[0]} returning id`, order[1])).rows;
  const line = {
    ...{ order_id: orderId, sku_id: sku.id, product_id: sku.product_id, line_no: 1, sku_document_id: sku.document_id },
    ...{
      product_document_id: sku.product_document_id,
      name: sku.name,
      specs: JSON.stringify(sku.specs),
      image: null,
      price: sku.price,
    },
    ...{
      quantity: item.quantity,
      amount,
      discounts: '[]',
      paid_amount: payAmount,
      freight_share: 800,
      points_used: 0,
      points_to_earn: 25,
    },
    ...{ points_earned: 0, refunded_quantity: 0, refunded_amount: 0 },
  };
  await append(client, 'order_items', line, at);
  await append(
    client,
    'order_logs',
    { order_id: orderId, order_no: orderNo, event: 'place', to_state: 'pending_payment', actor_type: 'user' },
    at,
  );
  await event(client, { name: 'order.placed', aggregate: orderNo, payload: { orderNo, userId, payAmount }, at });
  const { rows } = await client.query(
    `update inventories set available = available - $2, reserved = reserved + $2, updated_at = $3 where sku_id = $1 and available >= $2 returning available`,
    [sku.id, item.quantity, at],
  );
  await append(
    client,
    'stock_movements',
    movement({
      skuId: sku.id,
      orderNo,
      reason: 'reserve',
      change: [-item.quantity, item.quantity, 0],
      after: rows[0].available,
    }),
    at,
  );
  return { order: { orderNo, status: 'pending_payment', payAmount, items: [line] } };
}

const movement = ({ skuId, orderNo, reason, change, after }) => ({
  ...{
    sku_id: skuId,
    operation_key: `${reason}:${orderNo}:${skuId}`,
    reason,
    available_change: change[0],
    reserved_change: change[1],
  },
  ...{ sold_change: change[2], available_after: after, order_no: orderNo },
});

/** Keeps the notification; returns its id, or undefined for a known one. */
export async function keepNotification(pool, { notification, serial, rawBody, resource, at }) {
  const row = {
    ...newRow(at),
    ...{
      notification_id: notification.id,
      kind: 'payment',
      event_type: notification.event_type,
      serial,
      raw_body: rawBody,
      resource,
    },
    ...{ state: 'received', attempts: 0, next_attempt_at: new Date(at.getTime() + 15_000) },
  };
  const [sql, values] = insert('payment_notifications', row);
  return (await pool.query(`${sql} on conflict (notification_id) do nothing returning id`, values)).rows[0]?.id;
}

export const findPayment = async (pool, outTradeNo) =>
  (await pool.query('select * from payments where out_trade_no = $1', [outTradeNo])).rows[0];

export async function settle(client, { payment, transaction, at }) {
  const [order] = (await client.query('select * from orders where id = $1 for update', [payment.order_id])).rows;
  await client.query('select * from payments where order_id = $1 order by id for update', [order.id]);
  await client.query(
    `update payments set state = 'succeeded', transaction_id = $2, paid_at = $3, next_query_at = null, updated_at = $4 where id = $1 and state = 'prepaid'`,
    [payment.id, transaction.transaction_id, new Date(transaction.success_time), at],
  );
  const { order_no: orderNo, user_id: userId, pay_amount: payAmount } = order;
  await event(client, {
    name: 'payment.succeeded',
    aggregate: payment.out_trade_no,
    payload: { orderNo, userId, payAmount },
    at,
  });
  const { rows: items } = await client.query(
    `select i.id, i.sku_id, i.product_id, i.quantity, i.paid_amount, p.kind from order_items i left join products p on p.id = i.product_id
     where i.order_id = $1 order by i.line_no`,
    [order.id],
  );
  const points = await award(client, { order, at });
  await client.query('update order_items set points_earned = $2 where id = $1', [items[0].id, points]);
  await client.query(
    `update orders set state = 'awaiting_fulfilment', paid_amount = $2, paid_at = $3, points_earned = $4, updated_at = $3 where id = $1`,
    [order.id, payAmount, at, points],
  );
  await append(
    client,
    'order_logs',
    {
      order_id: order.id,
      order_no: orderNo,
      event: 'pay',
      from_state: 'pending_payment',
      to_state: 'awaiting_fulfilment',
      actor_type: 'wechat',
    },
    at,
  );
  await event(client, { name: 'order.paid', aggregate: orderNo, payload: { orderNo, userId, payAmount }, at });
  await capture(client, { orderNo, at });
}

/** One point per yuan, at most 1000 a day, into a lot that ends in a year. */
async function award(client, { order, at }) {
  const { rows: accounts } = await client.query(
    `select a.*, l.points_multiplier_bps from points_accounts a join up_users u on u.id = a.user_id left join member_levels l on l.id = u.level_id
     where a.user_id = $1 for update of a`,
    [order.user_id],
  );
  const [account] = accounts;
  const bucket = `user:${order.user_id}:${at.toISOString().slice(0, 10)}:floor`;
  await client.query(
    `insert into points_rule_usages (document_id, created_at, updated_at, published_at, rule_id, bucket, points) values ($1, $2, $2, $2, $3, $4, 0)
     on conflict (rule_id, bucket) do update set points = points_rule_usages.points returning points`,
    [rowId(), at, 1, bucket],
  );
  const points = Math.floor((order.pay_amount - 800) / 100);
  const key = `payment:${order.order_no}:1`;
  await client.query('select id from points_records where idempotency_key = $1', [key]);
  await client.query(
    'update points_accounts set available = available + $2, total = total + $2, version = version + 1, updated_at = $3 where id = $1',
    [account.id, points, at],
  );
  const ends = new Date(at.getTime() + 365 * 86_400_000);
  const lot = insert('points_lots', {
    ...newRow(at),
    ...{
      user_id: order.user_id,
      points,
      remaining: points,
      expires_at: ends,
      source: 'payment',
      order_no: order.order_no,
      award_key: key,
    },
  });
  const [{ id: lotId }] = (await client.query(`${lot[0]} returning id`, lot[1])).rows;
  const entry = {
    ...{
      user_id: order.user_id,
      change: points,
      balance_after: account.available + points,
      type: 'award',
      source: 'payment',
      order_no: order.order_no,
    },
    ...{ rule_id: 1, lot_id: lotId, expires_at: ends, description: '购物奖励', idempotency_key: key },
  };
  await append(client, 'points_records', entry, at);
  await client.query('update points_rule_usages set points = points + $3 where rule_id = $1 and bucket = $2', [
    1,
    bucket,
    points,
  ]);
  await event(client, { name: 'points.awarded', aggregate: String(order.user_id), payload: { points }, at });
  return points;
}

async function capture(client, { orderNo, at }) {
  const { rows: held } = await client.query(
    `select m.sku_id, l.product_id, sum(m.reserved_change) as quantity from stock_movements m left join skus_product_lnk l on l.sku_id = m.sku_id
     where m.order_no = $1 group by m.sku_id, l.product_id having sum(m.reserved_change) > 0 order by m.sku_id`,
    [orderNo],
  );
  for (const { sku_id: skuId, product_id: productId, quantity } of held) {
    const { rows } = await client.query(
      `update inventories set reserved = reserved - $2, sold = sold + $2, updated_at = $3 where sku_id = $1 and reserved >= $2 returning available`,
      [skuId, quantity, at],
    );
    await append(
      client,
      'stock_movements',
      movement({ skuId, orderNo, reason: 'sell', change: [0, -quantity, quantity], after: rows[0].available }),
      at,
    );
    await client.query('update products set sales = coalesce(sales, 0) + $2 where id = $1', [productId, quantity]);
  }
}

export const finishNotification = (pool, { id, outTradeNo, at }) =>
  pool.query(
    `update payment_notifications set state = 'applied', out_trade_no = $2, attempts = 1, applied_at = $3, next_attempt_at = null, updated_at = $3 where id = $1`,
    [id, outTradeNo, at],
  );
