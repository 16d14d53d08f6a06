import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startChild } from './lib/child.mjs';
import { createDatabase } from './lib/database.mjs';
import { serverEnvironment } from './lib/environment.mjs';
import { measure } from './lib/measure.mjs';
import { readOptions } from './lib/options.mjs';
import { summarizeProfile } from './lib/profile-summary.mjs';
import { report } from './lib/report.mjs';
import { scenarios } from './lib/scenarios.mjs';
import { seedUsers } from './lib/seed.mjs';
import { measureSteady, reportSteady } from './lib/steady.mjs';
import { HURRY_AFTER_SECONDS, LAST_START_SECONDS, LEVELS, STEADY } from './lib/targets.mjs';

const options = readOptions(process.argv.slice(2), process.env);
const say = (text) => process.stderr.write(`${text}\n`);
const cleanUps = [];
const here = (file) => resolve(import.meta.dirname, file);

/** Loads the compiled application and its floor in turns and prints what came of it; exit code 1 when a target was missed. */
async function main() {
  const started = Date.now();
  const world = await buildWorld(started);
  const { rows, problems } = await measureAll(world);
  if (rows.length > 0) process.stdout.write(`${report(rows)}\n`);
  if (options.only?.includes(STEADY.name)) problems.push(...(await runSteady(world)));
  for (const problem of problems) process.stdout.write(`problem: ${problem}\n`);
  if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, 2));
  say(`done in ${Math.round((Date.now() - started) / 1000)} s`);
  return problems.length === 0 && rows.every(({ isMet }) => isMet);
}

/** Database, servers, catalogue and users; everything made here has its clean-up registered first. */
async function buildWorld(started) {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-bench-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  const database = await createDatabase(options.databaseUrl);
  cleanUps.push(database.drop);
  const redisUrl = (await isReachable(options.redisUrl)) ? options.redisUrl : null;
  const env = serverEnvironment({ databaseUrl: database.url, redisUrl, folder });
  say(`PostgreSQL, ${redisUrl ? 'Redis' : 'no Redis'}; starting the application …`);
  const application = await startServer('application-server.mjs', { env });
  const { skus, products, phoneCipher } = await application.ask('seedCatalogue');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  cleanUps.push(() => client.end());
  const users = await seedUsers(client, { phoneCipher, jwtSecret: env.JWT_SECRET });
  await client.query('vacuum analyze');
  const floor = await startServer('floor-server.mjs', { env });
  const credentials = JSON.parse(readFileSync(env.SANDBOX_CREDENTIALS, 'utf8'));
  const paths = { listPath: '/api/v1/products', detailPath: `/api/v1/products/${products[0]}` };
  return {
    mode: options.mode,
    env,
    application,
    floor,
    client,
    users,
    skus,
    credentials,
    batches: 0,
    notifications: {},
    hurryAt: started + HURRY_AFTER_SECONDS * 1000,
    lastStartAt: started + LAST_START_SECONDS * 1000,
    ...paths,
  };
}

/** As in production a second process does the jobs meanwhile. */
async function runSteady(world) {
  const jobs = await startServer('application-server.mjs', { env: { ...world.env, JOBS_ENABLED: 'true' } });
  say(`${STEADY.name}: ${options.steady.rate} a second for ${options.steady.seconds} s …`);
  const { figures, problems } = await measureSteady(world, options.steady);
  await jobs.stop();
  process.stdout.write(`${reportSteady(figures)}\n`);
  return problems.map((problem) => `${STEADY.name}: ${problem}`);
}

async function startServer(file, start) {
  const child = await startChild(here(file), start);
  cleanUps.push(child.stop);
  return child;
}

async function measureAll(world) {
  const rows = [];
  const problems = [];
  const chosen = scenarios.filter(({ name }) => options.only === null || options.only.includes(name));
  for (const scenario of chosen) {
    if (scenario.page) await copyPage(world, scenario.page(world));
    if (options.statements) await printStatements(world, scenario);
    for (const connections of LEVELS[options.mode]) {
      if (Date.now() > world.lastStartAt) {
        problems.push(`${scenario.title} @${connections}: left out for lack of time`);
        continue;
      }
      say(`${scenario.title}, ${connections} connections …`);
      const sides = [['application', world.application], ...(options.profile ? [] : [['floor', world.floor]])];
      const profile = options.profile ? profileOf(scenario, world) : null;
      const { results, problems: found } = await measure(scenario, { world, connections, sides, profile });
      const ratio = results.floor
        ? results.application.requestsPerSecond / results.floor.requestsPerSecond
        : Number.NaN;
      rows.push({ scenario, connections, ...results, ratio, isMet: !(ratio < scenario.target) });
      problems.push(...found);
      if (profile) say(summarizeProfile(await profile.written));
    }
  }
  return { rows, problems };
}

/** A CPU profile of the counted window, to be opened in any browser's developer tools. */
function profileOf({ name }, { application }) {
  mkdirSync(options.profileDir, { recursive: true });
  const file = join(options.profileDir, `${name}.cpuprofile`);
  const profile = {
    start: () => void application.ask('startProfile'),
    end: () => void (profile.written = application.ask('stopProfile', file).then(() => file)),
  };
  return profile;
}

/** The floor serves the very bytes that the application answers. */
async function copyPage(world, path) {
  const answer = await fetch(`http://127.0.0.1:${world.application.port}${path}`);
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
  await world.floor.ask('serve', { path, body: await answer.text() });
}

/** The SQL of one request of this scenario, warmed up. */
async function printStatements(world, scenario) {
  const next = await scenario.prepare({ side: 'application', world });
  for (const isHeard of [false, true]) {
    if (isHeard) await world.application.ask('listen');
    const answer = await exchange(world.application.port, next());
    if (isHeard)
      say(
        `${scenario.title}: ${answer}\n${(await world.application.ask('heard')).map((sql, index) => `${index + 1}. ${sql.slice(0, 160)}`).join('\n')}`,
      );
  }
}

function exchange(port, bytes) {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    socket.once('error', fail).once('data', (chunk) => done(chunk.toString().split('\r\n')[0]) || socket.destroy());
  });
}

function isReachable(address) {
  const { hostname, port } = new URL(address);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    const answer = (isOpen) => () => done(isOpen) || socket.destroy();
    socket.once('connect', answer(true)).once('error', answer(false)).setTimeout(2_000, answer(false));
  });
}

async function cleanUp() {
  for (const undo of cleanUps.splice(0).reverse())
    await Promise.resolve(undo()).catch((error) => say(`clean-up: ${error.message}`));
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void cleanUp().finally(() => process.exit(130)));

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(error.stack);
  process.exitCode = 2;
} finally {
  await cleanUp();
}
