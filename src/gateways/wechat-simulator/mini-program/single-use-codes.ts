import { randomAlphanumeric } from '../random-ids';
import type { SingleUseCode } from '../state';
import { invalidCode, refuse } from './refusal';

const LIFETIME_MS = 300_000;
const CODE_CHARACTERS = 32;

type Codes = Record<string, SingleUseCode>;

/** Puts a new code for an openid or a phone number on record; it is good for five minutes and one use. */
export function issueCode(codes: Codes, subject: string, now: number): string {
  const code = `0${randomAlphanumeric(CODE_CHARACTERS - 1)}`;
  codes[code] = { subject, expiresAt: now + LIFETIME_MS, isUsed: false };
  return code;
}

/** Uses a code up and returns its subject. Throws 40163 when it was used before, 40029 when unknown or expired. */
export function redeemCode(codes: Codes, code: string, now: number): string {
  const issued = codes[code];
  if (!issued) throw invalidCode();
  if (issued.isUsed) throw refuse(40163, 'code been used');
  if (now >= issued.expiresAt) throw invalidCode();
  issued.isUsed = true;
  return issued.subject;
}

const SCRIPTED_CODE = /^([0-9A-Za-z_-]{1,64})#.+$/s;

/** Scripts log in as `<openid>#<anything>`: the first use puts such a code on record, so that it works once. */
export function recordScriptedCode(codes: Codes, code: string, now: number): void {
  const openid = SCRIPTED_CODE.exec(code)?.[1];
  if (openid !== undefined && !codes[code]) {
    codes[code] = { subject: openid, expiresAt: now + LIFETIME_MS, isUsed: false };
  }
}
