import { randomBytes } from 'node:crypto';
import { requireAppSecret } from './app-secret';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { invalidCode, refuse } from './refusal';
import { recordScriptedCode, redeemCode } from './single-use-codes';

const SESSION_KEY_BYTES = 16;

/** Exchanges a login code for openid and a new session key (wechat.md B2). */
function codeToSession({ world, query }: MiniProgramInput): MiniProgramResult {
  requireAppSecret(world, { appid: query.get('appid'), secret: query.get('secret') });
  if (query.get('grant_type') !== 'authorization_code') throw refuse(40002, 'invalid grant_type');
  const code = query.get('js_code');
  if (!code) throw refuse(41008, 'missing code');
  const now = world.nowMs();
  recordScriptedCode(world.state.loginCodes, code, now);
  const openid = redeemCode(world.state.loginCodes, code, now);
  const sessionKey = randomBytes(SESSION_KEY_BYTES).toString('base64');
  world.state.users[openid] = { sessionKey, lastSeenAt: now };
  return { session_key: sessionKey, openid };
}

/** Tells the phone number behind the code of a `getPhoneNumber` button (wechat.md B3). */
function phoneNumber({ world, body }: MiniProgramInput): MiniProgramResult {
  const code = textMember(body, 'code');
  // Unlike a login code, a used phone code is told by the same number as an unknown one.
  if (!code || world.state.phoneCodes[code]?.isUsed) throw invalidCode();
  const phone = redeemCode(world.state.phoneCodes, code, world.nowMs());
  return {
    phone_info: {
      phoneNumber: phone,
      purePhoneNumber: phone,
      countryCode: '86',
      watermark: { timestamp: Math.floor(world.nowMs() / 1000), appid: world.credentials.appId },
    },
  };
}

export const loginRoutes: MiniProgramRoute[] = [
  {
    method: 'GET',
    path: '/sns/jscode2session',
    handle: { needsAccessToken: false, contentType: 'text/plain', run: codeToSession },
  },
  { method: 'POST', path: '/wxa/business/getuserphonenumber', handle: { needsAccessToken: true, run: phoneNumber } },
];
