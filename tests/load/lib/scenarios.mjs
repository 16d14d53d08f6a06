import { randomUUID } from 'node:crypto';
import { requestBytes } from './load.mjs';
import { signNotifications } from './notifications.mjs';
import { seedOpenPayments } from './seed.mjs';
import { PREPARED, TARGETS } from './targets.mjs';

/**
 * Each scenario makes the requests of one turn: `prepare({ side, world })` resolves to a function that returns the next
 * request's bytes, or null when none is left. `count` counts the effects in the database, to hold against the answers;
 * where an answer may come before its effect, the rate is that of the effects.
 */
export const scenarios = [
  {
    name: 'list',
    title: 'product list (cached)',
    target: TARGETS.read,
    prepare: ({ world }) => repeated(world.listPath),
    page: (world) => world.listPath,
  },
  {
    name: 'detail',
    title: 'product detail (cached)',
    target: TARGETS.read,
    prepare: ({ world }) => repeated(world.detailPath),
    page: (world) => world.detailPath,
  },
  {
    name: 'place',
    title: 'place order, many SKUs',
    target: TARGETS.place,
    prepare: ({ world }) => orders(world, world.skus),
    count: countOrders,
  },
  {
    name: 'hot',
    title: 'place order, one hot SKU',
    target: TARGETS.place,
    prepare: ({ world }) => orders(world, world.skus.slice(0, 1)),
    count: countOrders,
  },
  {
    name: 'notify',
    title: 'payment notification',
    target: TARGETS.notify,
    prepare: openPayments,
    count: countPaid,
    isJudgedByEffects: true,
  },
];

function repeated(path) {
  const bytes = requestBytes('GET', path);
  return () => bytes;
}

/** Another user, another key, another SKU each time. */
function orders(world, skus) {
  let serial = Math.floor(Math.random() * world.users.length);
  return () => {
    serial += 1;
    const user = world.users[serial % world.users.length];
    const sku = skus[(serial * 7) % skus.length];
    const body = JSON.stringify({
      items: [{ skuId: sku.documentId, quantity: 1 }],
      delivery: { mode: 'express', addressId: user.addressId },
    });
    return requestBytes('POST', '/api/v1/orders', {
      headers: { Authorization: `Bearer ${user.token}`, 'Idempotency-Key': randomUUID() },
      body,
    });
  };
}

async function openPayments({ side, world }) {
  world.batches += 1;
  const count = PREPARED[world.mode][side];
  const payments = await seedOpenPayments(world.client, {
    count,
    tag: `${String.fromCharCode(96 + world.batches)}x`,
    users: world.users,
    skus: world.skus,
  });
  const requests = await signNotifications(payments, world.credentials);
  return () => requests.pop() ?? null;
}

async function countOrders({ client }) {
  const { rows } = await client.query(
    `select count(*)::int as count from orders where order_no like 'D%' or order_no like 'F%'`,
  );
  return rows[0].count;
}

async function countPaid({ client }) {
  const { rows } = await client.query(`select count(*)::int as count from payments where state = 'succeeded'`);
  return rows[0].count;
}
