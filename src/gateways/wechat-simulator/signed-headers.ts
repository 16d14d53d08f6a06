import { signSha256 } from './crypto';
import type { FaultKind } from './faults';
import type { PlatformSigner } from './key-ring';
import { randomAlphanumeric, randomDigits } from './random-ids';

const OUTSIDE_TOLERANCE_SECONDS = 400;
const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';

export interface SignedMessage {
  body: string;
  signer: PlatformSigner;
  now: Date;
  /** A switch that is on for this message; kinds that do not concern signatures change nothing. */
  fault?: FaultKind | undefined;
}

function timestampSeconds(now: Date, fault: FaultKind | undefined): number {
  const seconds = Math.floor(now.getTime() / 1000);
  if (fault === 'stale-timestamp') return seconds - OUTSIDE_TOLERANCE_SECONDS;
  return fault === 'future-timestamp' ? seconds + OUTSIDE_TOLERANCE_SECONDS : seconds;
}

/** The `Wechatpay-*` headers of responses and notifications (wechat.md A3), wrong in the way the fault asks for. */
export function signedHeaders({ body, signer, now, fault }: SignedMessage): Record<string, string> {
  if (fault === 'missing-headers') return {};
  const timestamp = String(timestampSeconds(now, fault));
  const nonce = randomAlphanumeric(32);
  const signedBody = fault === 'bad-signature' ? `${body} ` : body;
  const signature = signSha256(`${timestamp}\n${nonce}\n${signedBody}\n`, signer.privateKey);
  const isProbe = fault === 'signature-probe';
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': fault === 'unknown-serial' ? `PUB_KEY_ID_9${randomDigits(33)}` : signer.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Signature': isProbe ? PROBE_PREFIX + signature.slice(PROBE_PREFIX.length) : signature,
  };
}

/** The first half of a text, as a cut connection leaves it. */
export const truncated = (body: string): string => body.slice(0, Math.floor(body.length / 2));
