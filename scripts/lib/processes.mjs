import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from './paths.mjs';
import { Stop } from './terminal.mjs';

const preload = pathToFileURL(inRoot('scripts/lib/stop-with-parent.mjs')).href;
const STOP_MS = 15_000;

/** Long-running processes that start and end together. */
export class Processes {
  #running = new Map();
  #ended = Promise.withResolvers?.() ?? deferred();
  #isStopping = false;

  /** Starts a Node program. It gets its own process group, so that Ctrl-C reaches it once and through us. */
  start(name, args, env = {}) {
    const child = spawn(process.execPath, ['--import', preload, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    });
    this.#running.set(name, child);
    child.once('error', (error) => this.#end(name, error.message));
    child.once('exit', (code, signal) => this.#end(name, signal ?? `退出码 ${code}`));
    return child;
  }

  #end(name, reason) {
    this.#running.delete(name);
    if (!this.#isStopping) this.#ended.resolve({ name, reason });
  }

  /** Waits until an address answers with a good status, or until one of the processes ends. */
  async waitFor(url, timeoutMs) {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const ended = await Promise.race([this.#ended.promise, sleep(200, null)]);
      if (ended) throw new Stop(`${ended.name}没能启动（${ended.reason}），原因见上面的输出。`);
      if (await answersWell(url)) return;
    }
    throw new Stop(`${url} 在 ${timeoutMs / 1000} 秒内没有就绪。`);
  }

  /** Ends with a signal to this process, or when a process ends by itself. */
  async untilStopped() {
    const signal = new Promise((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(null));
    });
    return Promise.race([signal, this.#ended.promise]);
  }

  /** Asks all to stop, and makes them when they do not. */
  async stopAll() {
    this.#isStopping = true;
    const children = [...this.#running.values()];
    const exits = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of children) child.kill('SIGTERM');
    await Promise.race([Promise.all(exits), sleep(STOP_MS, null, { ref: false })]);
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }
}

function deferred() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

async function answersWell(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
