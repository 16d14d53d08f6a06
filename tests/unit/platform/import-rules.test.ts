import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

interface Sample {
  from: string;
  to: string;
  /** The rule that must refuse this import; none when it is allowed. */
  rule?: string;
  isTypeOnly?: boolean;
}

/** One import per line, as the table of rooms reads. */
const samples: Sample[] = [
  { from: 'src/domain/points/award.ts', to: 'src/domain/shared/fen.ts' },
  { from: 'src/domain/points/grant.ts', to: 'src/domain/pricing/types.ts', isTypeOnly: true },
  { from: 'src/domain/points/spend.ts', to: 'src/domain/pricing/price.ts', rule: 'domain-areas-share-types-only' },
  { from: 'src/domain/points/clock.ts', to: 'node:fs', rule: 'domain-is-pure' },
  { from: 'src/domain/points/store.ts', to: 'src/platform/rows.ts', rule: 'domain-is-pure' },
  { from: 'src/domain/points/check.ts', to: 'zod', rule: 'domain-is-pure' },
  { from: 'src/domain/shared/money.ts', to: 'src/domain/pricing/price.ts', rule: 'domain-shared-stands-alone' },
  { from: 'src/platform/tool.ts', to: 'src/domain/shared/fen.ts' },
  { from: 'src/platform/spy.ts', to: 'src/api/order/requests.ts', rule: 'platform-knows-no-feature' },
  { from: 'src/platform/till.ts', to: 'src/domain/pricing/price.ts', rule: 'platform-knows-no-feature' },
  { from: 'src/platform/wire.ts', to: 'src/gateways/wechat-pay/port.ts', rule: 'platform-knows-no-feature' },
  { from: 'src/gateways/wechat-pay/client.ts', to: 'src/domain/shared/fen.ts' },
  { from: 'src/gateways/wechat-pay/frame.ts', to: '@strapi/strapi', rule: 'gateways-know-no-application' },
  { from: 'src/gateways/sms/client.ts', to: 'src/api/order/requests.ts', rule: 'gateways-know-no-application' },
  { from: 'src/gateways/sms/port.ts', to: 'src/domain/pricing/price.ts', rule: 'gateways-know-no-application' },
  { from: 'src/gateways/provide-gateways.ts', to: 'src/platform/rows.ts' },
  {
    from: 'src/gateways/wechat-pay/simulator.ts',
    to: 'src/gateways/wechat-pay/client.ts',
    rule: 'simulator-is-independent',
  },
  { from: 'src/gateways/wechat-simulator/sign.ts', to: 'wechatpay-node-v3', rule: 'simulator-is-independent' },
  {
    from: 'src/gateways/wechat-mini-program/client.ts',
    to: 'src/gateways/wechat-simulator/sign.ts',
    rule: 'clients-do-not-know-the-simulator',
  },
  { from: 'src/api/order/services/place-order.ts', to: 'src/domain/pricing/price.ts' },
  { from: 'src/api/order/services/pay-order.ts', to: 'src/gateways/wechat-pay/port.ts' },
  {
    from: 'src/api/order/services/earn.ts',
    to: 'src/api/points/store/accounts.ts',
    rule: 'features-meet-through-services',
  },
  {
    from: 'src/api/order/services/earn-type.ts',
    to: 'src/api/points/store/accounts.ts',
    rule: 'features-meet-through-services',
    isTypeOnly: true,
  },
  { from: 'src/api/order/services/call.ts', to: 'src/gateways/wechat-pay/client.ts', rule: 'features-know-ports-only' },
  { from: 'src/api/order/services/render.ts', to: 'src/admin/money.tsx', rule: 'features-know-no-panel' },
  { from: 'src/api/order/services/answer.ts', to: 'src/api/order/controllers/order.ts', rule: 'services-know-no-http' },
  { from: 'src/api/order/controllers/order.ts', to: 'src/api/order/requests.ts' },
  { from: 'src/api/order/controllers/price.ts', to: 'src/domain/pricing/price.ts', rule: 'controllers-decide-nothing' },
  { from: 'src/api/order/controllers/rows.ts', to: 'src/api/order/store/rows.ts', rule: 'controllers-decide-nothing' },
  { from: 'src/admin/list.tsx', to: 'src/api/order/requests.ts', rule: 'panel-talks-http' },
  { from: 'src/admin/types.tsx', to: 'src/api/order/requests.ts', isTypeOnly: true },
  { from: 'src/plugins/stamps/strapi-server.ts', to: 'src/api/order/requests.ts', rule: 'panel-talks-http' },
  {
    from: 'src/middlewares/stamps.ts',
    to: 'src/plugins/stamps/strapi-server.ts',
    rule: 'plugins-are-reached-by-name',
  },
  { from: 'config/server.ts', to: 'src/platform/rows.ts' },
  { from: 'config/rules.ts', to: 'src/domain/pricing/price.ts', rule: 'config-has-no-rules' },
  { from: 'database/seeds/demo/products.ts', to: 'src/platform/rows.ts' },
  { from: 'database/seeds/demo/orders.ts', to: 'src/api/order/store/rows.ts', rule: 'seeds-go-through-services' },
  { from: 'src/platform/fake.ts', to: 'tests/support/clock.ts', rule: 'product-does-not-need-tests' },
  { from: 'src/platform/left.ts', to: 'left-pad-of-nobody', rule: 'no-undeclared-dependency' },
];

const circle = ['src/platform/hen.ts', 'src/platform/egg.ts'] as const;

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the import rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-imports-'));
  let violations: Violation[] = [];

  beforeAll(() => {
    for (const { from, to, isTypeOnly } of samples) writeImport(folder, from, { to, isTypeOnly });
    for (const { to } of samples) if (isOurs(to)) writeFile(folder, to);
    writeImport(folder, circle[0], { to: circle[1] });
    writeImport(folder, circle[1], { to: circle[0] });
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'config', 'database'],
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    violations = (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const rulesBrokenBy = (file: string): string[] =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(samples.filter(({ rule }) => rule))('refuse $from → $to ($rule)', ({ from, rule }) => {
    expect(rulesBrokenBy(from)).toContain(rule);
  });

  it.each(samples.filter(({ rule }) => !rule))('allow $from → $to', ({ from }) => {
    expect(rulesBrokenBy(from)).toEqual([]);
  });

  it('refuse two files that need each other', () => {
    expect([...rulesBrokenBy(circle[0]), ...rulesBrokenBy(circle[1])]).toContain('no-circular');
  });
});

const isOurs = (path: string): boolean => /^(src|config|database|tests)\//.test(path);

function writeImport(folder: string, from: string, target: { to: string; isTypeOnly?: boolean }): void {
  const specifier = isOurs(target.to)
    ? `./${relative(dirname(from), target.to)}`.replace(/^\.\/\.\./, '..').replace(/\.tsx?$/, '')
    : target.to;
  const statement = target.isTypeOnly
    ? `import type { Thing } from '${specifier}';\nexport type Mine = Thing;\n`
    : `import * as thing from '${specifier}';\nexport const mine = thing;\n`;
  writeFile(folder, from, `${statement}export type Thing = string;\n`);
}

const written = new Set<string>();

/** Writes a file once; a file that only is imported stays empty. */
function writeFile(
  folder: string,
  path: string,
  text = 'export type Thing = string;\nexport const thing = 1;\n',
): void {
  if (written.has(path)) return;
  written.add(path);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
