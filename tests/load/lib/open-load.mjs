import { setTimeout as sleep } from 'node:timers/promises';
import { open, readAnswer } from './load.mjs';

const PATIENCE_MS = 15_000;
/** A server closes a connection that was idle for five seconds; a client that cannot ask twice must not meet that moment. */
const IDLE_MS = 4_000;

/**
 * Open load: requests arrive at a constant rate whether or not earlier ones are answered, each over a connection that is free
 * or a new one. Latency counts from the instant at which a request was due, so that a late generator or server cannot hide.
 * @returns one `{ status, latency, body }` per request, in the order of arrival; status is null when no answer came
 */
export async function runOpenLoad({ port, rate, requests }) {
  const idle = [];
  const results = [];
  const started = performance.now();
  for (const [index, bytes] of requests.entries()) {
    const due = started + (index * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    results.push(exchange({ port, idle, bytes }).then((answer) => ({ ...answer, latency: performance.now() - due })));
  }
  const answers = await Promise.all(results);
  for (const { socket } of idle) socket.destroy();
  return answers;
}

async function exchange({ port, idle, bytes }) {
  try {
    const socket = reusable(idle) ?? (await open(port));
    const answer = await ask(socket, bytes);
    if (answer.status === null) socket.destroy();
    else idle.push({ socket, since: performance.now() });
    return answer;
  } catch (error) {
    return { status: null, body: error.message };
  }
}

function reusable(idle) {
  const latest = idle.pop();
  if (!latest) return null;
  if (performance.now() - latest.since < IDLE_MS) return latest.socket;
  // The others have been idle for longer still.
  for (const { socket } of [latest, ...idle.splice(0)]) socket.destroy();
  return null;
}

function ask(socket, bytes) {
  return new Promise((done) => {
    let received = Buffer.alloc(0);
    const finish = (answer) => {
      clearTimeout(timer);
      socket.off('data', hear).off('close', lose).off('error', lose);
      done(answer);
    };
    const timer = setTimeout(() => finish({ status: null, body: 'no answer in time' }), PATIENCE_MS);
    const lose = () => finish({ status: null, body: 'the connection was lost' });
    const hear = (chunk) => {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer) finish({ status: answer.status, body: received.toString('utf8', answer.bodyAt).slice(0, 300) });
    };
    socket.on('data', hear).once('close', lose).once('error', lose);
    socket.write(bytes);
  });
}
