import { announce } from '../lib/events.js';
import { recall, remember } from '../lib/storage.js';

let current = recall('session');

/** Who is signed in: `{ openid, label, accessToken, refreshToken }`, or null. */
export const session = () => current;

export function keepSession(next) {
  current = next;
  remember('session', next);
  announce('session', next);
}
