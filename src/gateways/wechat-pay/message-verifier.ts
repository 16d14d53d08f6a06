import { verify, type KeyObject } from 'node:crypto';
import type { VerificationFailure } from './errors';
import { decodeStrictBase64 } from './strict-base64';

export type ReadHeader = (name: string) => string | null;

export interface KeySource {
  /** The public key WeChat Pay announces as `Wechatpay-Serial`, or `null`. May download certificates; may reject. */
  find(serial: string): Promise<KeyObject | null>;
}

export interface VerificationSources {
  keys: KeySource;
  now: () => Date;
}

export type Verification = { isVerified: true } | { isVerified: false; reason: VerificationFailure; cause?: unknown };

const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048';
const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';
const MAX_CLOCK_DIFFERENCE_SECONDS = 300;

interface SignatureHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
  serial: string;
}

function readSignatureHeaders(header: ReadHeader): SignatureHeaders | null {
  const timestamp = header('wechatpay-timestamp');
  const nonce = header('wechatpay-nonce');
  const signature = header('wechatpay-signature');
  const serial = header('wechatpay-serial');
  if (!timestamp || !nonce || !signature || !serial) return null;
  const type = header('wechatpay-signature-type') ?? SIGNATURE_TYPE;
  // A line break would let a sender move bytes between the lines of the signed text.
  if (type !== SIGNATURE_TYPE || !/^\d{1,12}$/.test(timestamp) || /[\r\n]/.test(nonce)) return null;
  return { timestamp, nonce, signature, serial };
}

function reject(reason: VerificationFailure, cause?: unknown): Verification {
  return cause === undefined ? { isVerified: false, reason } : { isVerified: false, reason, cause };
}

/** Did a message come from WeChat Pay within the last five minutes? Judged over the raw bytes (API v3 verification). */
export async function verifyMessage(
  header: ReadHeader,
  rawBody: Buffer,
  { keys, now }: VerificationSources,
): Promise<Verification> {
  const signed = readSignatureHeaders(header);
  if (!signed) return reject('headers');
  // Sent by WeChat on purpose now and then, to find receivers that do not verify.
  if (signed.signature.startsWith(PROBE_PREFIX)) return reject('probe');
  const differenceSeconds = Math.abs(now().getTime() / 1000 - Number(signed.timestamp));
  if (differenceSeconds >= MAX_CLOCK_DIFFERENCE_SECONDS) return reject('stale');
  const signature = decodeStrictBase64(signed.signature);
  if (!signature) return reject('signature');
  let key: KeyObject | null;
  try {
    key = await keys.find(signed.serial);
  } catch (cause) {
    return reject('serial', cause);
  }
  if (!key) return reject('serial');
  const text = Buffer.concat([Buffer.from(`${signed.timestamp}\n${signed.nonce}\n`), rawBody, Buffer.from('\n')]);
  return verify('RSA-SHA256', text, key, signature) ? { isVerified: true } : reject('signature');
}
