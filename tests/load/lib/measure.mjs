import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad } from './load.mjs';
import { windowOf } from './targets.mjs';

const SETTLE_MS = 20_000;

const nothing = { done: 0, seconds: 0, cpuSeconds: 0, errors: 0, refused: 0, rssMegabytes: 0 };

/**
 * Application and floor in turns, so that whatever else the machine does meets both.
 * @param run.sides pairs of a side's name and its server
 * @param run.profile `start` and `end` of the counted window, or null
 */
export async function measure(scenario, { world, connections, sides, profile }) {
  const totals = new Map(sides.map(([side]) => [side, { ...nothing, latencies: [] }]));
  const problems = [];
  const { turns } = windowOf(world.mode, connections);
  for (let turn = 0; turn < turns && !(turn > 0 && Date.now() > world.hurryAt); turn += 1) {
    for (const [side, child] of sides) {
      const { result, seen, wrong } = await takeTurn(scenario, { world, connections, side, child, profile, turn });
      add(totals.get(side), result, seen);
      const found = [result.firstError, wrong].filter(Boolean);
      problems.push(...found.map((text) => `${scenario.title} @${connections}, ${side}: ${text}`));
    }
  }
  return { results: Object.fromEntries([...totals].map(([side, total]) => [side, summary(total)])), problems };
}

async function takeTurn(scenario, { world, connections, side, child, profile, turn }) {
  const next = await scenario.prepare({ side, world });
  const before = await scenario.count?.(world);
  const seen = {};
  const onWindow = (moment) => {
    seen[moment] = { ...child.usage(), effects: scenario.isJudgedByEffects ? scenario.count(world) : null };
    profile?.[moment]();
  };
  const { seconds, warmUp } = windowOf(world.mode, connections);
  const warm = { ...warmUp, requests: turn === 0 ? scenario.warmUpRequests : 0 };
  const result = await runLoad({ port: child.port, connections, seconds, warmUp: warm, next, onWindow });
  const done = scenario.isJudgedByEffects
    ? (await seen.end.effects) - (await seen.start.effects)
    : result.latencies.length;
  const wrong = scenario.count ? await differenceOf(result, async () => (await scenario.count(world)) - before) : null;
  return { result: { ...result, done }, seen, wrong };
}

/** What was answered with success must be in the database, once; notifications may be answered a little before. */
async function differenceOf({ answered, unanswered }, countEffects) {
  const deadline = Date.now() + SETTLE_MS;
  let effects = await countEffects();
  while (effects < answered && Date.now() < deadline) {
    await sleep(200);
    effects = await countEffects();
  }
  // Whoever was not waited for may have been served all the same.
  if (effects >= answered && effects <= answered + unanswered) return null;
  return `${answered} good answers, ${effects} effects in the database`;
}

function add(total, { latencies, seconds, errors, refused, done }, { start, end }) {
  total.done += done;
  for (const latency of latencies) total.latencies.push(latency);
  total.seconds += seconds;
  total.errors += errors;
  total.refused += refused;
  total.cpuSeconds += end.cpuSeconds - start.cpuSeconds;
  total.rssMegabytes = end.rssMegabytes;
}

function summary({ latencies, done, seconds, cpuSeconds, errors, refused, rssMegabytes }) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    requestsPerSecond: done / seconds,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    errors,
    refused,
    rssMegabytes,
    cpuSecondsPer1000: (cpuSeconds / done) * 1000,
  };
}
