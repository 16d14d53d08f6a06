import { setTimeout as sleep } from 'node:timers/promises';
import { signNotifications } from './notifications.mjs';
import { runOpenLoad } from './open-load.mjs';
import { seedOpenPayments } from './seed.mjs';
import { STEADY } from './targets.mjs';

const TAG = 'steady';
const SETTLE_MS = 60_000;

/**
 * Payment notifications of distinct unpaid orders, arriving at a constant rate as from WeChat, and what became of every one.
 * @param steady.rate notifications a second
 * @param steady.seconds of the counted window; a warm-up at the same rate comes first and may lose nothing either
 * @returns the figures, and a sentence for everything that is not as it must be
 */
export async function measureSteady(world, { rate, seconds }) {
  const warmUp = rate * STEADY.warmUpSeconds;
  const total = warmUp + rate * seconds;
  const payments = await seedOpenPayments(world.client, { ...world, count: total, tag: TAG });
  await world.client.query('vacuum analyze');
  const known = new Set(await brokenRows(world));
  const notifications = await signNotifications(payments, world.credentials);
  const requests = notifications.map(({ bytes }) => bytes);
  const answers = await runOpenLoad({ port: world.application.port, rate, requests });
  const effects = await effectsOnceSettled(world.client, total);
  const broken = (await brokenRows(world)).filter((row) => !known.has(row));
  const figures = { rate, seconds, total, ...answersOf(answers, warmUp), ...effects, broken: broken.length };
  return { figures, problems: [...problemsOf(figures, answers), ...broken.slice(0, 5)] };
}

async function brokenRows({ application }) {
  const { violations } = await application.ask('audit');
  return violations.flatMap(({ check, rows }) => rows.map((row) => `${check}: ${JSON.stringify(row)}`));
}

const isGood = ({ status }) => status === 200 || status === 204;

function answersOf(answers, warmUp) {
  const latencies = answers
    .slice(warmUp)
    .filter(isGood)
    .map(({ latency }) => latency);
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { answered: answers.filter(isGood).length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Counts what the notifications did, when all of it is there or the time is up. */
async function effectsOnceSettled(client, total) {
  const deadline = Date.now() + SETTLE_MS;
  let effects = await countEffects(client);
  while (effects.applied < total && Date.now() < deadline) {
    await sleep(500);
    effects = await countEffects(client);
  }
  return effects;
}

async function countEffects(client) {
  const one = async (sql) => (await client.query(sql, [`B${TAG}%`])).rows[0];
  const { paid } = await one(
    `select count(*)::int as paid from orders o join payments p on p.order_id = o.id
     where o.order_no like $1 and o.state = 'awaiting_fulfilment' and p.state = 'succeeded' and o.paid_amount = p.amount`,
  );
  const { awarded } = await one(
    `select count(distinct order_no)::int as awarded from points_records where order_no like $1 and type = 'award' and change > 0`,
  );
  const delays = await one(
    `select count(*)::int as applied, percentile_disc(0.5) within group (order by delay)::float as "delayP50",
       percentile_disc(0.99) within group (order by delay)::float as "delayP99", max(delay)::float as "delayMax"
     from (select extract(epoch from applied_at - created_at) * 1000 as delay from payment_notifications
       where out_trade_no like 'P' || $1 and state = 'applied') d`,
  );
  return { paid, awarded, ...delays };
}

function problemsOf({ total, answered, paid, awarded, applied, p99 }, answers) {
  const bad = answers.find((answer) => !isGood(answer));
  return [
    answered < total && `${total - answered} not acknowledged, the first: ${bad.status} ${bad.body}`,
    applied !== total && `${applied} of ${total} notifications are applied`,
    paid !== total && `${paid} of ${total} orders are paid`,
    awarded !== total && `${awarded} of ${total} orders gave points`,
    !(p99 < STEADY.p99Milliseconds) && `p99 ${p99.toFixed(0)} ms is not below ${STEADY.p99Milliseconds} ms`,
  ].filter(Boolean);
}

/** The figures as lines of text. */
export function reportSteady(figures) {
  const ms = (value) => `${value?.toFixed(1) ?? '–'} ms`;
  const { rate, seconds, total, answered, paid, awarded, applied, broken } = figures;
  return [
    `payment notifications, ${rate} a second for ${seconds} s (and ${STEADY.warmUpSeconds} s before that do not count)`,
    `sent ${total}, acknowledged ${answered}, applied ${applied}, orders paid ${paid}, points awarded ${awarded}`,
    `answer   p50 ${ms(figures.p50)}, p95 ${ms(figures.p95)}, p99 ${ms(figures.p99)}, max ${ms(figures.max)}`,
    `applied  p50 ${ms(figures.delayP50)}, p99 ${ms(figures.delayP99)}, max ${ms(figures.delayMax)} after arrival`,
    `audit    ${broken === 0 ? 'clean' : `${broken} rows that do not add up`}`,
  ].join('\n');
}
