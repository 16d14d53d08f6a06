import { callOnce } from './call-once.js';
import { session } from './session.js';
import { simulator } from './simulator.js';

/** Shows the shop once more who is holding the phone: a new `wx.login`, handed in for the event that the refusal named. */
export async function verify({ riskEventId }) {
  const code = await simulator.login(session().openid);
  await callOnce('POST', '/risk/verifications', { body: { riskEventId, code } });
}
