import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What the signature of a request covers (api.md, “Server-to-server”). */
export interface SignedRequest {
  method: string;
  /** Path with its query, as it stands in the request line. */
  target: string;
  /** Unix seconds, as they stand in the header. */
  timestamp: string;
  nonce: string;
  /** The body as it was sent; empty without one. */
  body: string;
}

/** Hex HMAC-SHA256 of a request; outgoing webhooks are signed the same way. */
export function signRequest(secret: string, { method, target, timestamp, nonce, body }: SignedRequest): string {
  const bodyHash = createHash('sha256').update(body, 'utf8').digest('hex');
  const text = [method, target, timestamp, nonce, bodyHash].join('\n');
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}

/** Compares in constant time, so that a forger learns nothing from how long a refusal takes. */
export function isSignedWith(secret: string, request: SignedRequest, signature: string): boolean {
  const expected = Buffer.from(signRequest(secret, request), 'hex');
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
