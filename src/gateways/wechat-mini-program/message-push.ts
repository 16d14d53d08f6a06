import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { z } from 'zod';
import { isSameSignature, openPush, readPushKey, sealPush, signPush } from './message-push-cipher';
import { type MessagePushPort, type PushMessage, type PushQuery, PushRejectedError } from './push-port';
import { cdata, parsePushXml } from './push-xml';

export { type PushMessage, type PushQuery, PushRejectedError } from './push-port';

export interface MessagePushConfig {
  appId: string;
  /** The Token of the push settings. */
  token: string;
  /** Set in safe and compatible mode; then a message that is not encrypted is refused. */
  encodingAesKey?: string;
}

export interface MessagePushDependencies {
  now: () => Date;
  randomBytes?: (size: number) => Buffer;
}

const MAX_CLOCK_DIFFERENCE_SECONDS = 300;
const RANDOM_BYTES = 16;
const NONCE_BYTES = 8;
// Whichever of these an event carries tells two events of one second apart.
const EVENT_SUBJECTS = [
  'trace_id',
  'transaction_id',
  'merchant_trade_no',
  'RevokeInfo',
  'SessionFrom',
  'debug_str',
] as const;

const text = z.union([z.string(), z.number()]).transform(String);
const messageSchema = z.looseObject({
  ToUserName: text,
  FromUserName: text,
  CreateTime: z.coerce.number().int(),
  MsgType: text,
  Event: text.optional(),
  MsgId: text.optional(),
});
const encryptedSchema = z.object({ Encrypt: z.string().min(1) });

function single(query: PushQuery, name: string): string {
  const value = query[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new PushRejectedError('query', `The push has no usable ${name}.`);
}

function parseBody(body: string): { fields: unknown; format: 'json' | 'xml' } {
  try {
    if (body.trimStart().startsWith('<')) return { fields: parsePushXml(body), format: 'xml' };
    return { fields: JSON.parse(body), format: 'json' };
  } catch (cause) {
    throw new PushRejectedError('format', 'The push is neither JSON nor simple XML.', { cause });
  }
}

/** A field that WeChat sends as a list, or as a lone object when there is just one. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

function subscriptionSubjects(fields: Record<string, unknown>): string[] {
  const wrapped = Object.entries(fields).find(([name]) => /^SubscribeMsg\w+Event$/.test(name))?.[1];
  const list = typeof wrapped === 'object' && wrapped !== null && 'List' in wrapped ? wrapped.List : fields['List'];
  return listOf(list).map((entry) => JSON.stringify(entry));
}

function dedupeKey(message: z.infer<typeof messageSchema>): string {
  if (message.MsgId !== undefined) return `message:${message.MsgId}`;
  const subjects = EVENT_SUBJECTS.filter((name) => message[name] !== undefined).map((name) => [
    name,
    String(message[name]),
  ]);
  const parts = [message.FromUserName, String(message.CreateTime), message.Event ?? message.MsgType];
  return `event:${signPush(JSON.stringify([...parts, ...subjects, ...subscriptionSubjects(message)]))}`;
}

function toMessage(body: string): PushMessage {
  const { fields, format } = parseBody(body);
  const parsed = messageSchema.safeParse(fields);
  if (!parsed.success) throw new PushRejectedError('format', 'The push does not have the documented shape.');
  const message = parsed.data;
  return {
    fromUser: message.FromUserName,
    toUser: message.ToUserName,
    createTime: message.CreateTime,
    msgType: message.MsgType,
    event: message.Event ?? null,
    dedupeKey: dedupeKey(message),
    fields: message,
    format,
  };
}

/** Message push of one mini-program: verifies what comes in, encrypts what goes out. Storing and routing are not here. */
export class MessagePush implements MessagePushPort {
  readonly #appId: string;
  readonly #token: string;
  readonly #key: Buffer | null;
  readonly #now: () => Date;
  readonly #randomBytes: (size: number) => Buffer;

  /** Throws one sentence naming the environment variable when a setting cannot be right. */
  constructor(
    { appId, token, encodingAesKey }: MessagePushConfig,
    { now, randomBytes = nodeRandomBytes }: MessagePushDependencies,
  ) {
    if (!/^[0-9A-Za-z]{1,32}$/.test(token)) throw new Error('WECHAT_PUSH_TOKEN must be 1–32 letters or digits.');
    this.#appId = appId;
    this.#token = token;
    this.#key = encodingAesKey ? readPushKey(encodingAesKey) : null;
    this.#now = now;
    this.#randomBytes = randomBytes;
  }

  /** The text to answer the URL check (GET) with, verbatim as text/plain. Throws `PushRejectedError`. */
  verifyUrl(query: PushQuery): string {
    this.#checkSignature(query, 'signature', []);
    return single(query, 'echostr');
  }

  /** Verifies, decrypts and reads one push (POST). Throws `PushRejectedError`. */
  read(query: PushQuery, rawBody: string | Buffer): PushMessage {
    const body = rawBody.toString('utf8');
    const key = this.#key;
    if (!key) {
      this.#checkSignature(query, 'signature', []);
      return toMessage(body);
    }
    // The plain `signature` does not cover the body, so accepting it here would let a recorded one carry any message.
    if (query['encrypt_type'] !== 'aes') throw new PushRejectedError('signature', 'The push is not encrypted.');
    const encrypted = encryptedSchema.safeParse(parseBody(body).fields).data?.Encrypt;
    if (encrypted === undefined) throw new PushRejectedError('format', 'The push holds no encrypted message.');
    this.#checkSignature(query, 'msg_signature', [encrypted]);
    return toMessage(this.#open(key, encrypted));
  }

  /**
   * An encrypted reply in the format of the push. Only needed when there is something to say: otherwise answer
   * `success` as it is. In plain mode the text goes out unchanged.
   */
  reply(message: string, format: 'json' | 'xml'): string {
    if (!this.#key) return message;
    const encrypt = sealPush(this.#key, { appId: this.#appId, message, random: this.#randomBytes(RANDOM_BYTES) });
    const timestamp = String(Math.floor(this.#now().getTime() / 1000));
    const nonce = this.#randomBytes(NONCE_BYTES).readBigUInt64BE().toString();
    const signature = signPush(this.#token, timestamp, nonce, encrypt);
    if (format === 'json') {
      return JSON.stringify({ Encrypt: encrypt, MsgSignature: signature, TimeStamp: Number(timestamp), Nonce: nonce });
    }
    const fields = [cdata('Encrypt', encrypt), cdata('MsgSignature', signature), `<TimeStamp>${timestamp}</TimeStamp>`];
    return `<xml>${[...fields, cdata('Nonce', nonce)].join('')}</xml>`;
  }

  #open(key: Buffer, encrypted: string): string {
    let opened: { appId: string; message: string };
    try {
      opened = openPush(key, encrypted);
    } catch (cause) {
      throw new PushRejectedError('decrypt', 'The push cannot be decrypted.', { cause });
    }
    if (opened.appId !== this.#appId) throw new PushRejectedError('decrypt', 'The push is for another mini-program.');
    return opened.message;
  }

  #checkSignature(query: PushQuery, parameter: 'signature' | 'msg_signature', extra: string[]): void {
    const given = single(query, parameter);
    const timestamp = single(query, 'timestamp');
    const nonce = single(query, 'nonce');
    const expected = signPush(this.#token, timestamp, nonce, ...extra);
    if (!isSameSignature(expected, given)) throw new PushRejectedError('signature', 'The push signature is wrong.');
    const differenceSeconds = Math.abs(this.#now().getTime() / 1000 - Number(timestamp));
    // Written so that a timestamp that is no number counts as stale.
    if (!(differenceSeconds < MAX_CLOCK_DIFFERENCE_SECONDS)) {
      throw new PushRejectedError('stale', 'The timestamp of the push is more than five minutes off.');
    }
  }
}
