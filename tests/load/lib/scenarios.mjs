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
    warmUpRequests: 8_000,
    prepare: ({ world }) => repeated(world.listPath),
    page: (world) => world.listPath,
  },
  {
    name: 'detail',
    title: 'product detail (cached)',
    target: TARGETS.read,
    warmUpRequests: 8_000,
    prepare: ({ world }) => repeated(world.detailPath),
    page: (world) => world.detailPath,
  },
  {
    name: 'place',
    title: 'place order, many SKUs',
    target: TARGETS.place,
    warmUpRequests: 400,
    prepare: ({ world }) => orders(world, world.skus),
    count: countOrders,
  },
  {
    name: 'hot',
    title: 'place order, one hot SKU',
    target: TARGETS.place,
    warmUpRequests: 400,
    prepare: ({ world }) => orders(world, world.skus.slice(0, 1)),
    count: countOrders,
  },
  {
    name: 'notify',
    title: 'payment notification',
    target: TARGETS.notify,
    warmUpRequests: 400,
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

/** WeChat's timestamps are good for 300 seconds; the rest is time to be sent. */
const FRESH_MS = 150_000;

/** What the last turn left over is used up first, signed anew when its timestamp has grown old. */
async function openPayments({ side, world }) {
  const left = (world.notifications[side] ??= []);
  const missing = PREPARED[world.mode][side] - left.length;
  world.batches += 1;
  const tag = `n${world.batches}x`;
  const made = missing > 0 ? await seedOpenPayments(world.client, { ...world, count: missing, tag }) : [];
  const old = left.filter(({ signedAt }) => signedAt < Date.now() - FRESH_MS).map(({ payment }) => payment);
  const fresh = left.filter(({ signedAt }) => signedAt >= Date.now() - FRESH_MS);
  const ready = [...fresh, ...(await signNotifications([...old, ...made], world.credentials))];
  world.notifications[side] = ready;
  return () => ready.pop()?.bytes ?? null;
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
