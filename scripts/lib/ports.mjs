import { createServer } from 'node:net';
import { Stop } from './terminal.mjs';

/** Whether this process could listen there. */
function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

export function readPort(name, fallback) {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new Stop(`${name}=${process.env[name]} 不是有效的端口号。`);
}

/** Refuses with one sentence that says what to do. */
export async function requireFreePort(port, host, advice) {
  if (!(await isFree(port, host))) throw new Stop(`端口 ${port} 已被占用，请换一个端口：${advice}`);
}
