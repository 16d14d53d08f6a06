import { runLoad } from './load.mjs';
import { WINDOWS } from './targets.mjs';

/** Application and floor in turns, so that whatever else the machine does meets both. */
export async function measure(scenario, { world, connections, sides }) {
  const { turns, ...window } = WINDOWS[world.mode];
  const totals = new Map(sides.map(([side]) => [side, { answered: 0, counted: 0, seconds: 0, cpuSeconds: 0, latencies: [], errors: 0, rssMegabytes: 0 }]));
  const problems = [];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [side, child] of sides) {
      const next = await scenario.prepare({ side, world });
      const before = await scenario.count?.(world);
      const usage = {};
      const onWindow = (moment) => (usage[moment] = child.usage());
      const result = await runLoad({ port: child.port, connections, ...window, next, onWindow });
      add(totals.get(side), result, usage);
      const wrong = scenario.count ? differenceOf(result, (await scenario.count(world)) - before) : null;
      for (const text of [result.firstError, wrong]) if (text) problems.push(`${scenario.title} @${connections}, ${side}: ${text}`);
    }
  }
  return { results: Object.fromEntries([...totals].map(([side, total]) => [side, summary(total)])), problems };
}

/** What was answered with success must be in the database, once. */
function differenceOf({ answered }, effects) {
  return effects === answered ? null : `${answered} good answers, ${effects} effects in the database`;
}

function add(total, { latencies, seconds, errors }, { start, end }) {
  for (const latency of latencies) total.latencies.push(latency);
  total.seconds += seconds;
  total.errors += errors;
  total.cpuSeconds += end.cpuSeconds - start.cpuSeconds;
  total.rssMegabytes = end.rssMegabytes;
}

function summary({ latencies, seconds, cpuSeconds, errors, rssMegabytes }) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    requestsPerSecond: sorted.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    errors,
    rssMegabytes,
    cpuSecondsPer1000: (cpuSeconds / sorted.length) * 1000,
  };
}
