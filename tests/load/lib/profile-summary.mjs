import { readFileSync } from 'node:fs';

const SHOWN = 30;

/** Where the processor time of a profile went: by package or folder, and by function. */
export function summarizeProfile(file) {
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const byFunction = new Map();
  const byPlace = new Map();
  let total = 0;
  for (const [index, id] of profile.samples.entries()) {
    const { callFrame } = nodes.get(id);
    if (['(idle)', '(program)', '(root)'].includes(callFrame.functionName)) continue;
    const spent = profile.timeDeltas[index];
    total += spent;
    const place = placeOf(callFrame);
    count(byPlace, place, spent);
    count(
      byFunction,
      `${callFrame.functionName || '(anonymous)'} ${place} ${callFrame.url.split('/').at(-1)}:${callFrame.lineNumber + 1}`,
      spent,
    );
  }
  return [`profile ${file}`, ...top(byPlace, total), '', ...top(byFunction, total)].join('\n');
}

const count = (sums, key, spent) => sums.set(key, (sums.get(key) ?? 0) + spent);

const top = (sums, total) =>
  [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([key, spent]) => `${((spent / total) * 100).toFixed(1).padStart(5)} %  ${key}`);

function placeOf({ url, functionName }) {
  if (functionName === '(garbage collector)') return 'gc';
  const inPackages = url.split('node_modules/').at(-1);
  if (url.includes('node_modules/'))
    return inPackages
      .split('/')
      .slice(0, inPackages.startsWith('@') ? 2 : 1)
      .join('/');
  if (url.startsWith('node:')) return url;
  return url.includes('/dist/') ? url.split('/dist/')[1].split('/').slice(0, 3).join('/') : 'native';
}
