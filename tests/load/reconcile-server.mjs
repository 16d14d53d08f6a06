import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { billOf } from './lib/bill.mjs';
import { serveDeeds } from './lib/child.mjs';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const { createStrapi } = require('@strapi/strapi');

const app = createStrapi({ appDir: root, distDir: join(root, 'dist'), serveAdminPanel: false });
const bills = new Map();

/** The bills of this process's own making, written while they are read, as a download would arrive. */
app.add('mallard.wechat-pay', {
  identity: { appId: 'wx0000000000000000', mchId: '1900000001' },
  openBill: async ({ kind, date }) => (bills.has(date) ? billOf(kind, date, bills.get(date)) : null),
});
const strapi = await app.load();
strapi.server.mount();
strapi.server.httpServer.listen(0, '127.0.0.1', () => process.send({ port: strapi.server.httpServer.address().port }));

const isPostgres = strapi.db.dialect.client === 'postgres';

/** Paid payments that a bill of so many lines speaks of; every `wrongEvery`th has another amount. */
async function seedPayments({ date, lines, wrongEvery }) {
  const noon = new Date(`${date}T12:00:00+08:00`);
  const number = isPostgres ? `'B' || lpad(i::text, 9, '0')` : `'B' || printf('%09d', i)`;
  const series = isPostgres
    ? `generate_series(0, ${lines - 1}) as s(i)`
    : `(with recursive s(i) as (select 0 union all select i + 1 from s where i < ${lines - 1}) select i from s)`;
  const at = isPostgres ? '?::timestamp' : '?';
  await strapi.db.connection.raw(
    `insert into payments (document_id, created_at, updated_at, published_at, order_no, out_trade_no, amount, state, method, payer_openid,
       description, refunding_amount, refunded_amount, query_attempts, transaction_id, paid_at)
     select 'b' || i, ${at}, ${at}, ${at}, ${number}, ${number}, case when i % ${wrongEvery} = 0 then 101 else 100 end, 'succeeded', 'wechat',
       'bench', 'bench', 0, 0, 0, 'T' || i, ${at} from ${series}`,
    [noon, noon, noon, noon],
  );
  if (isPostgres) await strapi.db.connection.raw('vacuum analyze payments');
}

async function reconcile({ date, lines }) {
  bills.set(date, lines);
  const outcome = await strapi.service('api::payment.reconcile-day')({ date });
  if (outcome.kind !== 'finished') throw outcome.error ?? new Error(outcome.kind);
  const { matched_count: matched, difference_count: differences } = await strapi.db
    .connection('reconciliations')
    .where({ date })
    .first();
  return { matched, differences };
}

serveDeeds({ seedPayments, reconcile }, () => strapi.destroy());
