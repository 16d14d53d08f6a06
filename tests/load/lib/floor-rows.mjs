import { randomBytes } from 'node:crypto';

export const rowId = () => randomBytes(12).toString('hex');

/** Statement and values of a new row; `at` becomes its time stamps. */
function insertion(table, { at, ...columns }) {
  const row = { document_id: rowId(), created_at: at, updated_at: at, published_at: at, ...columns };
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  return { text: `insert into ${table} (${names.join(', ')}) values (${places})`, values: Object.values(row) };
}

export async function append(client, table, row) {
  await client.query(insertion(table, row));
}

/** @param row with `otherwise` for what follows the values, such as a conflict clause */
export async function appendReturningId(client, table, { otherwise = '', ...row }) {
  const { text, values } = insertion(table, row);
  return (await client.query({ text: `${text} ${otherwise} returning id`, values })).rows[0]?.id;
}

export const appendEvent = (client, { name, aggregate, payload, at }) =>
  append(client, 'outbox_events', {
    at,
    name,
    aggregate_id: aggregate,
    payload: JSON.stringify(payload),
    state: 'pending',
    attempts: 0,
    available_at: at,
  });

/** @param movement.change of available, reserved and sold */
export const appendMovement = (client, { skuId, orderNo, reason, change, after, at }) =>
  append(client, 'stock_movements', {
    at,
    sku_id: skuId,
    operation_key: `${reason}:${orderNo}:${skuId}`,
    reason,
    available_change: change[0],
    reserved_change: change[1],
    sold_change: change[2],
    available_after: after,
    order_no: orderNo,
  });

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
