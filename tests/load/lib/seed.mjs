import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../../..');
const USERS = 4_000;

const stamps = `now(), now(), now()`;
const id = (prefix, from) => `'${prefix}' || lpad(${from}::text, 10, '0')`;

/** Signed-in users with an address and an empty points account each. */
export async function seedUsers(client, { phoneCipher, jwtSecret }) {
  const { signAccessToken } = require(resolve(root, 'dist/src/platform/security/access-token'));
  await client.query(
    `insert into up_users (document_id, created_at, updated_at, published_at, username, provider, confirmed, blocked, openid, nickname,
       level_id)
     select ${id('bu', 'i')}, ${stamps}, ${id('bench', 'i')}, 'wechat', true, false, ${id('openid-', 'i')}, 'bench',
       (select id from member_levels order by growth_threshold, id limit 1)
     from generate_series(1, $1::int) i`,
    [USERS],
  );
  await client.query(
    `insert into member_sessions (document_id, created_at, updated_at, published_at, user_id, sid, refresh_hash, generation, expires_at)
     select ${id('bs', 'id')}, ${stamps}, id, ${id('bs', 'id')}, 'none', 0, now() + interval '1 day' from up_users where nickname = 'bench'`,
  );
  await client.query(
    `insert into addresses (document_id, created_at, updated_at, published_at, user_id, receiver, phone_cipher, phone_masked,
       province, city, district, detail, is_default)
     select ${id('ba', 'id')}, ${stamps}, id, '张三', $1, '138****0000', '浙江省', '杭州市', '西湖区', '文三路 1 号', true
     from up_users where nickname = 'bench'`,
    [phoneCipher],
  );
  await client.query(
    `insert into points_accounts (document_id, created_at, updated_at, published_at, user_id, available, frozen, total, used, expired, debt, version, state)
     select ${id('bp', 'id')}, ${stamps}, id, 0, 0, 0, 0, 0, 0, 0, 'active' from up_users where nickname = 'bench'`,
  );
  const { rows } = await client.query(
    `select u.id, u.openid, s.id as session_id, a.document_id as address_id
     from up_users u join member_sessions s on s.user_id = u.id join addresses a on a.user_id = u.id where u.nickname = 'bench' order by u.id`,
  );
  const at = new Date();
  return rows.map((row) => ({
    id: row.id,
    openid: row.openid,
    addressId: row.address_id,
    sessionId: row.session_id,
    token: signAccessToken({ userId: row.id, sessionId: row.session_id, at }, jwtSecret).token,
  }));
}

/**
 * Orders that wait for WeChat's word: what placing and opening a payment leave behind, written in bulk.
 * @returns one `{ orderNo, outTradeNo, amount, openid }` per order
 */
export async function seedOpenPayments(client, { count, tag, users, skus }) {
  const userIds = users.map(({ id: userId }) => userId);
  const columns = [skus.map((sku) => sku.id), skus.map((sku) => sku.productId), skus.map((sku) => sku.price)];
  await client.query(
    `insert into orders (document_id, created_at, updated_at, published_at, order_no, type, state, user_id, items_amount, discount_amount,
       freight_amount, pay_amount, paid_amount, refunded_amount, points_used, points_to_earn, points_earned, adjustments, delivery_mode,
       delivery, expires_at, close_due_at)
     select ${id(`bo${tag}`, 'i')}, ${stamps}, ${id(`B${tag}`, 'i')}, 'goods', 'pending_payment', ($2::int[])[1 + i % $3::int], p.price, 0,
       800, p.price + 800, 0, 0, 0, 25, 0, '[]', 'express', '{}', now() + interval '15 minutes', now() + interval '15 minutes'
     from generate_series(1, $1::int) i, lateral (select ($4::int[])[1 + i % $5::int] as price) p`,
    [count, userIds, userIds.length, columns[2], skus.length],
  );
  const orders = `from orders o, lateral (select 1 + substr(o.order_no, ${tag.length + 2})::int % $2::int as n) k where o.order_no like $1 || '%'`;
  await client.query(
    `insert into order_items (document_id, created_at, updated_at, published_at, order_id, sku_id, product_id, line_no, name, specs, price,
       quantity, amount, discounts, paid_amount, freight_share, points_used, points_to_earn, points_earned, refunded_quantity, refunded_amount)
     select o.document_id, ${stamps}, o.id, ($3::int[])[k.n], ($4::int[])[k.n], 1, '压测商品', '{}', o.items_amount, 1, o.items_amount, '[]',
       o.items_amount, 800, 0, 25, 0, 0, 0 ${orders}`,
    [`B${tag}`, skus.length, columns[0], columns[1]],
  );
  await client.query(
    `insert into stock_movements (document_id, created_at, updated_at, published_at, sku_id, operation_key, reason, available_change,
       reserved_change, sold_change, available_after, order_no)
     select o.document_id, ${stamps}, ($3::int[])[k.n], 'reserve:' || o.order_no, 'reserve', -1, 1, 0, 0, o.order_no ${orders}`,
    [`B${tag}`, skus.length, columns[0]],
  );
  await client.query(
    `update inventories i set available = available - m.pieces, reserved = reserved + m.pieces
     from (select sku_id, count(*)::int as pieces from stock_movements where order_no like $1 || '%' group by sku_id) m
     where i.sku_id = m.sku_id`,
    [`B${tag}`],
  );
  const { rows } = await client.query(
    `insert into payments (document_id, created_at, updated_at, published_at, order_id, order_no, out_trade_no, amount, state, method,
       payer_openid, prepay_id, prepay_expires_at, description, refunding_amount, refunded_amount, query_attempts, next_query_at)
     select o.document_id, ${stamps}, o.id, o.order_no, 'P' || o.order_no, o.pay_amount, 'prepaid', 'wechat', u.openid, 'wx' || o.order_no,
       now() + interval '110 minutes', 'bench', 0, 0, 0, now() + interval '1 hour'
     from orders o join up_users u on u.id = o.user_id where o.order_no like $1 || '%'
     returning order_no as "orderNo", out_trade_no as "outTradeNo", amount, payer_openid as openid`,
    [`B${tag}`],
  );
  return rows;
}
