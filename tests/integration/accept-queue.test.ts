import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { application } from '../support/api';

/** More than Node lets wait on its own. */
const CUSTOMERS = 1_500;
const LIMIT_OF_THE_SYSTEM = '/proc/sys/net/core/somaxconn';

/** Connects a crowd in one moment, and tells how many were let in within two seconds. */
const crowd = (port: string): string => `
const { connect } = require('node:net');
let connected = 0;
for (let customer = 0; customer < ${CUSTOMERS}; customer += 1)
  connect(${port}, '127.0.0.1').on('connect', () => (connected += 1)).on('error', () => undefined);
setTimeout(() => { console.log(connected); process.exit(); }, 2000);
`;

// A full queue makes the others try again after one, three and seven seconds.
it('a crowd that comes while the shop is busy is let in at once', () => {
  const allowed = existsSync(LIMIT_OF_THE_SYSTEM) ? Number(readFileSync(LIMIT_OF_THE_SYSTEM, 'utf8')) : CUSTOMERS;
  const { port } = new URL(application().url);
  // Waiting like this keeps the server, which lives in this process, from accepting anybody.
  const { stdout } = spawnSync(process.execPath, ['-e', crowd(port)], { encoding: 'utf8' });
  expect(Number(stdout)).toBeGreaterThanOrEqual(Math.min(CUSTOMERS, allowed));
});
