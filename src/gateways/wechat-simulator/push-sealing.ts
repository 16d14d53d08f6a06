import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { randomDigits } from './random-ids';

const PAD_TO = 32;

/** Message push signs the sorted parts with SHA-1 (wechat.md C1, C2). */
export const pushSignature = (parts: string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

/** AES-256-CBC over random(16), length, message and appid, padded to 32 bytes (wechat.md C3). */
export function sealPushMessage(message: string, { aesKey, appId }: { aesKey: string; appId: string }): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(message));
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(message), Buffer.from(appId)]);
  const padding = PAD_TO - (plain.length % PAD_TO);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

export interface PushIdentity {
  token: string;
  aesKey: string;
  appId: string;
}

export interface PushShape {
  mode: 'plain' | 'compatible' | 'safe';
  format: 'json' | 'xml';
}

export interface WrittenPush {
  query: string;
  body: string;
  contentType: string;
}

const escape = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => xmlOf(entry)).join('');
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' ? String(value) : escape(String(value));
  }
  return Object.entries(value)
    .map(([name, member]) =>
      Array.isArray(member)
        ? member.map((entry) => `<${name}>${xmlOf(entry)}</${name}>`).join('')
        : `<${name}>${xmlOf(member)}</${name}>`,
    )
    .join('');
}

const write = (fields: Record<string, unknown>, format: PushShape['format']): string =>
  format === 'json' ? JSON.stringify(fields) : `<xml>${xmlOf(fields)}</xml>`;

/** One delivery of an event as WeChat sends it, signed for this moment. */
export function writePush(
  fields: Record<string, unknown>,
  { identity, shape, now }: { identity: PushIdentity; shape: PushShape; now: Date },
): WrittenPush {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomDigits(10);
  const query: Record<string, string> = {
    signature: pushSignature([identity.token, timestamp, nonce]),
    timestamp,
    nonce,
    openid: String(fields.FromUserName),
  };
  const contentType = shape.format === 'json' ? 'application/json' : 'text/xml';
  const asQuery = (): string => new URLSearchParams(query).toString();
  if (shape.mode === 'plain') return { query: asQuery(), body: write(fields, shape.format), contentType };
  const encrypted = sealPushMessage(write(fields, shape.format), identity);
  query.encrypt_type = 'aes';
  query.msg_signature = pushSignature([identity.token, timestamp, nonce, encrypted]);
  const visible = shape.mode === 'compatible' ? fields : { ToUserName: fields.ToUserName };
  return { query: asQuery(), body: write({ ...visible, Encrypt: encrypted }, shape.format), contentType };
}
