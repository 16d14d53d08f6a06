import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const CONNECT_AT_ONCE = 100;
const DRAIN_SECONDS = 12;
const LONGEST_WARM_UP_SECONDS = 8;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Closed-loop load over keep-alive connections: each sends its next request when the last one is answered.
 * Sockets and ready-made bytes instead of an HTTP client, because the generator shares the machine with what it measures.
 * @param load.next the next request's bytes, or null when there are none left
 * @returns latencies (ms) of the good answers of the counted window; `answered`, `refused` (503: too busy, nothing done) and
 *   `errors` count the whole turn
 */
export async function runLoad({ port, connections, seconds, warmUp, next, onWindow }) {
  const turn = {
    next,
    isCounting: false,
    isOver: false,
    latencies: [],
    answered: 0,
    errors: 0,
    refused: 0,
    firstError: null,
    open: 0,
  };
  const sockets = await connectAll(port, connections);
  const loops = sockets.map((socket) => loop(socket, turn));
  const all = Promise.all(loops);
  await Promise.race([warmedUp(turn, warmUp), all]);
  turn.isCounting = true;
  onWindow?.('start');
  const started = performance.now();
  await Promise.race([sleep(seconds * 1000), all]);
  const elapsed = (performance.now() - started) / 1000;
  turn.isCounting = false;
  onWindow?.('end');
  turn.isOver = true;
  await Promise.race([all, sleep(DRAIN_SECONDS * 1000)]);
  for (const socket of sockets) socket.destroy();
  const { latencies, answered, errors, refused, firstError } = turn;
  return {
    seconds: elapsed,
    latencies,
    answered,
    refused,
    unanswered: turn.open,
    errors: errors + turn.open,
    firstError,
  };
}

/** A busy machine warms up slowly: what counts is how often the code ran, not only how long. */
async function warmedUp(turn, { seconds, requests }) {
  const started = performance.now();
  for (let elapsed = 0; elapsed < LONGEST_WARM_UP_SECONDS; elapsed = (performance.now() - started) / 1000) {
    if (elapsed >= seconds && turn.answered >= requests) return;
    await sleep(50);
  }
}

async function connectAll(port, count) {
  const sockets = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(CONNECT_AT_ONCE, count - sockets.length) }, () => open(port));
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

/** A connected socket. */
export function open(port) {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', fail).once('connect', () => done(socket.off('error', fail)));
  });
}

function loop(socket, turn) {
  return new Promise((done) => {
    let sentAt = 0;
    let received = null;
    const send = () => {
      const bytes = turn.isOver ? null : turn.next();
      if (bytes === null) return done();
      sentAt = performance.now();
      received = null;
      turn.open += 1;
      socket.write(bytes);
    };
    const finish = (status, body) => {
      turn.open -= 1;
      const isGood = status >= 200 && status < 400;
      if (isGood) turn.answered += 1;
      else if (status === 503) turn.refused += 1;
      else noteError(turn, `${status} ${body()}`);
      if (turn.isCounting && isGood) turn.latencies.push(performance.now() - sentAt);
      send();
    };
    socket.on('data', (chunk) => {
      received = received === null ? chunk : Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer) finish(answer.status, () => received.toString('utf8', answer.bodyAt).slice(0, 300));
    });
    socket
      .once('error', () => undefined)
      .once('close', () => {
        if (turn.isOver) return done();
        noteError(turn, 'the server closed the connection');
        done();
      });
    send();
  });
}

function noteError(turn, text) {
  turn.errors += 1;
  turn.firstError ??= text;
}

/** Status of a complete answer; null while bytes are missing. Our servers always name the length. */
export function readAnswer(bytes) {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const bodyAt = end + HEAD_END.length;
  return bytes.length >= bodyAt + length ? { status: Number(head.slice(9, 12)), bodyAt } : null;
}

/** The bytes of a request. */
export function requestBytes(method, path, { headers = {}, body = '' } = {}) {
  const all = {
    Host: '127.0.0.1',
    ...(body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
