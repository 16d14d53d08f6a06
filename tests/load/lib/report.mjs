const COLUMNS = [
  'scenario',
  'conns',
  'req/s',
  'p50 ms',
  'p99 ms',
  'max ms',
  'errors',
  'refused',
  'RSS MB',
  'CPU s/1000',
  'floor req/s',
  'floor CPU',
  'ratio',
  'target',
  '',
];

const whole = (value) => (Number.isFinite(value) ? value.toFixed(0) : '–');
const fine = (value, digits = 2) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/** The table, and whether every ratio reached its target. */
export function report(rows) {
  const cells = rows.map(({ scenario, connections, application, floor, ratio, isMet }) => [
    ...[
      scenario.title,
      String(connections),
      whole(application.requestsPerSecond),
      fine(application.p50, 1),
      fine(application.p99, 1),
    ],
    ...[
      fine(application.max, 1),
      String(application.errors),
      String(application.refused),
      whole(application.rssMegabytes),
      fine(application.cpuSecondsPer1000),
    ],
    ...[
      whole(floor?.requestsPerSecond),
      fine(floor?.cpuSecondsPer1000),
      fine(ratio),
      fine(scenario.target),
      isMet ? 'ok' : 'MISSED',
    ],
  ]);
  const widths = COLUMNS.map((name, index) => Math.max(name.length, ...cells.map((line) => line[index].length)));
  const print = (line) =>
    `| ${line.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join(' | ')} |`;
  const rule = `|${widths.map((width, index) => (index === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [print(COLUMNS), rule, ...cells.map(print)].join('\n');
}
