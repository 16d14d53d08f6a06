import { announce } from '../lib/events.js';

const MAX_CALLS = 80;
const calls = [];
let serial = 0;

/** Notes a call for the developer drawer; `finish` adds how it ended. */
export function beginCall({ target, method, path, request }) {
  const started = performance.now();
  serial += 1;
  const call = { id: serial, at: new Date(), target, method, path, request, status: null, code: null };
  calls.unshift(call);
  calls.length = Math.min(calls.length, MAX_CALLS);
  announce('call', call);
  return (outcome) => {
    Object.assign(call, outcome, { durationMs: Math.round(performance.now() - started) });
    announce('call', call);
  };
}

/** Notes a call that somebody else made and told us about; it is finished already. */
export function noteCall(call) {
  serial += 1;
  calls.unshift({ id: serial, code: null, ...call });
  calls.length = Math.min(calls.length, MAX_CALLS);
  announce('call', calls[0]);
}

export const listCalls = () => calls;

export function clearCalls() {
  calls.length = 0;
  announce('call', null);
}
