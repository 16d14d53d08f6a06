import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const STOP_WITHIN_MS = 15_000;

/** A server in a process of its own that answers `{ id, deed, args }` with `{ id, result }` and says `{ port }` when it listens. */
export async function startChild(file, { env, execArgv = [] }) {
  const child = fork(file, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const waiting = new Map();
  let serial = 0;
  let announce;
  const listening = new Promise((done) => (announce = done));
  child.on('message', ({ id, port, result, error }) => {
    if (port) announce(port);
    else if (error) waiting.get(id)?.fail(new Error(error));
    else waiting.get(id)?.done(result);
    waiting.delete(id);
  });
  const port = await Promise.race([
    listening,
    gone.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`))),
  ]);
  return {
    port,
    pid: child.pid,
    ask: (deed, args) =>
      new Promise((done, fail) => {
        serial += 1;
        waiting.set(serial, { done, fail });
        child.send({ id: serial, deed, args });
      }),
    usage: () => usageOf(child.pid),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.send({ deed: 'stop' });
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await gone;
      clearTimeout(timer);
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** Processor seconds and resident megabytes so far; read from outside, because a busy process answers late. Linux only. */
function usageOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      rssMegabytes: Number(rss) / 1024,
    };
  } catch {
    return { cpuSeconds: Number.NaN, rssMegabytes: Number.NaN };
  }
}

/** The child's side: answers deeds until it is told to stop. */
export function serveDeeds(deeds, stop) {
  process.on('message', ({ id, deed, args }) => {
    if (deed === 'stop') return void stop().finally(() => process.exit(0));
    Promise.resolve()
      .then(() => deeds[deed](args))
      .then(
        (result) => process.send({ id, result: result ?? null }),
        (error) => process.send({ id, error: error.stack }),
      );
  });
  // Nobody is left to clean up after when the parent is gone.
  process.on('disconnect', () => process.exit(1));
}
