import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

const ACCESS_TOKEN_SECONDS = 7 * 86_400;
const keys = new Map<string, KeyObject>();

/** jsonwebtoken takes 50 times longer with a text secret than with a ready key object. */
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const key = createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}

/** Signs an access token; it names a session, and the session row decides whether it still counts. */
export function signAccessToken(
  claims: { userId: number; sessionId: number; at: Date },
  secret: string,
): { token: string; expiresIn: number } {
  const issuedAt = Math.floor(claims.at.getTime() / 1000);
  const payload = {
    sub: String(claims.userId),
    sid: claims.sessionId,
    iat: issuedAt,
    exp: issuedAt + ACCESS_TOKEN_SECONDS,
  };
  return { token: jwt.sign(payload, keyOf(secret), { algorithm: 'HS256' }), expiresIn: ACCESS_TOKEN_SECONDS };
}

/** Reads a token's claims, or null when it is forged, malformed or expired at this moment. */
export function readAccessToken(
  token: string,
  { secret, at }: { secret: string; at: Date },
): { userId: number; sessionId: number } | null {
  try {
    const claims = jwt.verify(token, keyOf(secret), {
      algorithms: ['HS256'],
      clockTimestamp: Math.floor(at.getTime() / 1000),
    });
    if (typeof claims === 'string') return null;
    const userId = Number(claims.sub);
    const sessionId: unknown = claims['sid'];
    return Number.isSafeInteger(userId) && typeof sessionId === 'number' ? { userId, sessionId } : null;
  } catch {
    return null;
  }
}
