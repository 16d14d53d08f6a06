import { append, appendEvent, appendMovement, appendReturningId, rowId } from './floor-rows.mjs';

/** The least SQL that places an order as the application does, locks and constraints included. */

const FREIGHT = 800;
const MINUTES_TO_PAY = 15;

const SELLABLE = `select s.id, s.document_id, s.price, s.specs, p.id as product_id, p.document_id as product_document_id, p.name,
    p.kind, p.state, p.list_at, p.delist_at, p.delivers_express, p.per_user_limit, i.available, me.state as merchant_state,
    ml.growth_threshold
  from skus s join skus_product_lnk l on l.sku_id = s.id join products p on p.id = l.product_id
  left join inventories i on i.sku_id = s.id
  left join products_merchant_lnk pm on pm.product_id = p.id left join merchants me on me.id = pm.merchant_id
  left join products_member_level_lnk pl on pl.product_id = p.id left join member_levels ml on ml.id = pl.member_level_id
  where s.document_id = any($1)`;

const BUYER = `select l.name, l.discount_percent, p.available from up_users u left join member_levels l on l.id = u.level_id
  left join points_accounts p on p.user_id = u.id where u.id = $1 for update of u`;

const RESERVE = `update inventories set available = available - $2, reserved = reserved + $2, updated_at = $3
  where sku_id = $1 and available >= $2 returning available`;

export async function findMember(pool, { sessionId, userId }) {
  const { rows } = await pool.query(
    `select u.id from member_sessions s join up_users u on u.id = s.user_id
     where s.id = $1 and s.user_id = $2 and u.blocked = false and s.revoked_at is null`,
    [sessionId, userId],
  );
  if (!rows[0]) throw new Error('no such session');
  return rows[0].id;
}

export async function place(client, { userId, key, body, at }) {
  const orderNo = `F${rowId()}`;
  await client.query(
    `insert into idempotency_keys (scope, user_id, key, body_hash, result, created_at)
     values ('orders', $1, $2, $3, $4, $5) on conflict do nothing returning key`,
    [userId, key, rowId(), orderNo, at.getTime()],
  );
  const [item] = body.items;
  const { sku, address } = await read(client, { userId, skuId: item.skuId, addressId: body.delivery.addressId });
  const amount = sku.price * item.quantity;
  const order = orderRow({ orderNo, userId, amount, address, at });
  const orderId = await appendReturningId(client, 'orders', order);
  const line = lineRow({ orderId, sku, quantity: item.quantity, amount, at });
  await append(client, 'order_items', line);
  const log = { order_id: orderId, order_no: orderNo, event: 'place', to_state: 'pending_payment', actor_type: 'user' };
  await append(client, 'order_logs', { at, ...log });
  await appendEvent(client, { name: 'order.placed', aggregate: orderNo, payload: { orderNo, userId }, at });
  const { rows } = await client.query(RESERVE, [sku.id, item.quantity, at]);
  const change = [-item.quantity, item.quantity, 0];
  await appendMovement(client, { skuId: sku.id, orderNo, reason: 'reserve', change, after: rows[0].available, at });
  return { orderNo, status: 'pending_payment', payAmount: order.pay_amount, items: [line] };
}

async function read(client, { userId, skuId, addressId }) {
  await client.query(BUYER, [userId]);
  const skus = await client.query({ name: 'sellable', text: SELLABLE, values: [[skuId]] });
  const addresses = await client.query(
    'select * from addresses where document_id = $1 and user_id = $2 and deleted_at is null',
    [addressId, userId],
  );
  return { sku: skus.rows[0], address: addresses.rows[0] };
}

function orderRow({ orderNo, userId, amount, address, at }) {
  const due = new Date(at.getTime() + MINUTES_TO_PAY * 60_000);
  const { receiver: name, phone_cipher: phoneCipher, detail } = address;
  return {
    at,
    order_no: orderNo,
    type: 'goods',
    state: 'pending_payment',
    user_id: userId,
    merchant_id: null,
    payment_code_id: null,
    items_amount: amount,
    discount_amount: 0,
    freight_amount: FREIGHT,
    pay_amount: amount + FREIGHT,
    paid_amount: 0,
    refunded_amount: 0,
    points_used: 0,
    points_to_earn: 25,
    points_earned: 0,
    adjustments: '[]',
    delivery_mode: 'express',
    delivery: JSON.stringify({ name, phoneCipher, detail }),
    pickup_point_id: null,
    remark: null,
    client_ip: '127.0.0.1',
    expires_at: due,
    close_due_at: due,
  };
}

const lineRow = ({ orderId, sku, quantity, amount, at }) => ({
  at,
  order_id: orderId,
  sku_id: sku.id,
  product_id: sku.product_id,
  line_no: 1,
  sku_document_id: sku.document_id,
  product_document_id: sku.product_document_id,
  name: sku.name,
  specs: sku.specs,
  image: null,
  price: sku.price,
  quantity,
  amount,
  discounts: '[]',
  paid_amount: amount + FREIGHT,
  freight_share: FREIGHT,
  points_used: 0,
  points_to_earn: 25,
  points_earned: 0,
  refunded_quantity: 0,
  refunded_amount: 0,
});
