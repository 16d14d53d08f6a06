import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const SHAPE = /^([\w-]{22})\.[\w-]{43}$/;

/** Names a new token family: 128 random bits as base64url. */
export const createFamilyId = (): string => randomBytes(16).toString('base64url');

/** A fresh refresh token of a family: `<family id>.<32 random bytes, base64url>`. Only its hash may be stored. */
export function createRefreshToken(familyId: string): { token: string; hash: string } {
  const token = `${familyId}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, hash: hashRefreshToken(token) };
}

/** SHA-256 as hex; the token is random enough to need no salt. */
export const hashRefreshToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The family a token claims to belong to, or null when it does not look like one of ours. */
export const familyIdOf = (token: string): string | null => SHAPE.exec(token)?.[1] ?? null;
