import { ensureInstalled } from './lib/install.mjs';
import { runSuite, suites } from './lib/suites.mjs';
import { bold, green, main, red, say, seconds } from './lib/terminal.mjs';

/**
 * `npm test`: every suite that needs no service, on SQLite. Arguments after `--` go to jest;
 * a first argument that names a suite runs that one alone.
 */
await main(async () => {
  await ensureInstalled();
  const [first, ...rest] = process.argv.slice(2);
  const chosen = suites.filter(({ name }) => name === first);
  const args = chosen.length > 0 ? rest : process.argv.slice(2);
  const totals = { passed: 0, failed: 0 };
  for (const suite of chosen.length > 0 ? chosen : suites) {
    const started = Date.now();
    say(bold(`▸ ${suite.title}（${suite.name}）`));
    const { passed, failed } = await runSuite(suite, { args });
    totals.passed += passed;
    totals.failed += failed;
    const mark = failed === 0 ? green('✓') : red('✗');
    say(`${mark} ${suite.name}: ${passed} 通过，${failed} 失败，用时 ${seconds(Date.now() - started)}\n`);
  }
  say(`合计 ${totals.passed} 通过，${totals.failed} 失败`);
  if (totals.failed > 0) process.exitCode = 1;
});
