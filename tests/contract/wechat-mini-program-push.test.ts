import { listOf, MessagePush, PushRejectedError } from '../../src/gateways/wechat-mini-program/message-push';
import { openPush, readPushKey, sealPush, signPush } from '../../src/gateways/wechat-mini-program/message-push-cipher';
import { parsePushXml } from '../../src/gateways/wechat-mini-program/push-xml';
import { vector, vectorsOf } from './support/wechat-client-vectors';

interface SortedVector {
  args: [string, string, string];
  expectedHex: string;
  echostr: string;
}
interface DecryptVector {
  token: string;
  encodingAesKey: string;
  appId: string;
  timestamp: string;
  nonce: string;
  encrypt: string;
  msgSignature: string;
  expectedPlaintext?: string;
  expectedRandom16?: string;
  expectedContains?: string[];
}
interface EncryptVector {
  token: string;
  encodingAesKey: string;
  appId: string;
  random16: string;
  plaintext: string;
  timestamp: string;
  nonce: string;
  expectedEncrypt: string;
  expectedMsgSignature?: string;
}

describe('vectors', () => {
  test.each(vectorsOf<SortedVector>('sha1-sorted'))('$id: signature', ({ args, expectedHex }) => {
    expect(signPush(...args)).toBe(expectedHex);
  });

  test.each([
    ...vectorsOf<DecryptVector & { expectedSignature?: string }>('mp-push-signature'),
    ...vectorsOf<DecryptVector & { expectedSignature?: string }>('mp-push-decrypt'),
  ])('$id: msg_signature', ({ token, timestamp, nonce, encrypt, msgSignature, expectedSignature }) => {
    expect(signPush(token, timestamp, nonce, encrypt)).toBe(expectedSignature ?? msgSignature);
    expect(signPush(`${token}x`, timestamp, nonce, encrypt)).not.toBe(expectedSignature ?? msgSignature);
  });

  test.each(vectorsOf<DecryptVector>('mp-push-decrypt'))('$id: decryption', (v) => {
    const opened = openPush(readPushKey(v.encodingAesKey), v.encrypt);
    expect(opened.appId).toBe(v.appId);
    if (v.expectedPlaintext !== undefined) expect(opened.message).toBe(v.expectedPlaintext);
    if (v.expectedRandom16 !== undefined) expect(opened.random.toString('latin1')).toBe(v.expectedRandom16);
    for (const part of v.expectedContains ?? []) expect(opened.message).toContain(part);
  });

  test.each(vectorsOf<EncryptVector>('mp-push-encrypt'))('$id: encryption', (v) => {
    const key = readPushKey(v.encodingAesKey);
    const encrypted = sealPush(key, { appId: v.appId, message: v.plaintext, random: Buffer.from(v.random16) });
    expect(encrypted).toBe(v.expectedEncrypt);
    expect(openPush(key, encrypted).message).toBe(v.plaintext);
    if (v.expectedMsgSignature) expect(signPush(v.token, v.timestamp, v.nonce, encrypted)).toBe(v.expectedMsgSignature);
  });
});

function pushAt(timestamp: string, config: Partial<ConstructorParameters<typeof MessagePush>[0]> = {}): MessagePush {
  return new MessagePush(
    { appId: safe.appId, token: 'AAAAA', ...config },
    { now: () => new Date(Number(timestamp) * 1000) },
  );
}

function rejection(call: () => unknown): PushRejectedError {
  try {
    call();
  } catch (error) {
    if (error instanceof PushRejectedError) return error;
    throw error;
  }
  throw new Error('Expected a rejection.');
}

const safe = vector<DecryptVector>('mp-push-doc-safe-decrypt');
const safeQuery = {
  timestamp: safe.timestamp,
  nonce: safe.nonce,
  encrypt_type: 'aes',
  msg_signature: safe.msgSignature,
  signature: vector<SortedVector>('mp-push-doc-safe-signature-param').expectedHex,
};
const safeBody = JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt: safe.encrypt });
const safePush = (timestamp = safe.timestamp) => pushAt(timestamp, { encodingAesKey: safe.encodingAesKey });

describe('URL check', () => {
  const { args, expectedHex, echostr } = vector<SortedVector>('mp-push-doc-get-verify');
  const [, timestamp, nonce] = args;
  const query = { signature: expectedHex, timestamp, nonce, echostr };

  test('the official example is answered with its echostr', () => {
    expect(pushAt(timestamp).verifyUrl(query)).toBe('4375120948345356249');
  });

  test('a stranger gets no echo', () => {
    const push = pushAt(timestamp);
    expect(rejection(() => push.verifyUrl({ ...query, nonce: '1' }))).toMatchObject({
      reason: 'signature',
      httpStatus: 401,
    });
    expect(rejection(() => push.verifyUrl({ ...query, signature: undefined }))).toMatchObject({ reason: 'query' });
    expect(rejection(() => push.verifyUrl({ ...query, signature: [expectedHex] }))).toMatchObject({ reason: 'query' });
    expect(rejection(() => pushAt(String(Number(timestamp) + 300)).verifyUrl(query))).toMatchObject({
      reason: 'stale',
    });
  });
});

describe('plain mode', () => {
  const { args, expectedHex } = vector<SortedVector>('mp-push-doc-plain');
  const [, timestamp, nonce] = args;
  const query = { signature: expectedHex, timestamp, nonce };
  const event = {
    ToUserName: 'gh_1',
    FromUserName: 'o1',
    CreateTime: '1714037059',
    MsgType: 'event',
    Event: 'debug_demo',
  };

  test('a push with the official signature is read, whichever type its time has', () => {
    expect(pushAt(timestamp).read(query, JSON.stringify(event))).toMatchObject({
      fromUser: 'o1',
      event: 'debug_demo',
      createTime: 1714037059,
      format: 'json',
    });
  });

  test('what is no message is refused', () => {
    const push = pushAt(timestamp);
    expect(rejection(() => push.read(query, '{'))).toMatchObject({ reason: 'format', httpStatus: 400 });
    expect(rejection(() => push.read(query, '{"a":1}'))).toMatchObject({ reason: 'format' });
    expect(rejection(() => push.read({ ...query, nonce: 'x' }, JSON.stringify(event)))).toMatchObject({
      reason: 'signature',
    });
  });
});

describe('safe mode', () => {
  test('the official example is verified, decrypted and read', () => {
    expect(safePush().read(safeQuery, Buffer.from(safeBody))).toMatchObject({
      fromUser: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
      event: 'debug_demo',
      fields: { debug_str: 'hello world' },
    });
  });

  test('only the encrypted part of a compatible-mode push counts', () => {
    const body = JSON.stringify({ ...JSON.parse(safeBody), Event: 'wxa_trade_controlled', FromUserName: 'attacker' });
    expect(safePush().read(safeQuery, body)).toMatchObject({ event: 'debug_demo' });
  });

  test('an XML push is read as well', () => {
    const v = vector<DecryptVector>('skit-msgpush-xml');
    const push = new MessagePush(v, { now: () => new Date(Number(v.timestamp) * 1000) });
    const query = { timestamp: v.timestamp, nonce: v.nonce, encrypt_type: 'aes', msg_signature: v.msgSignature };
    const body = `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${v.encrypt}]]></Encrypt></xml>`;
    expect(push.read(query, body)).toMatchObject({
      fromUser: 'mycreate',
      msgType: 'text',
      dedupeKey: 'message:4561255354251345929',
      fields: { Content: 'hello' },
      format: 'xml',
    });
  });

  test('the plain signature does not open the door', () => {
    const plain = JSON.stringify({ ToUserName: 'a', FromUserName: 'b', CreateTime: 1, MsgType: 'text' });
    const { signature, timestamp, nonce } = safeQuery;
    expect(rejection(() => safePush().read({ signature, timestamp, nonce }, plain))).toMatchObject({
      reason: 'signature',
    });
    const swapped = { ...safeQuery, msg_signature: signature };
    expect(rejection(() => safePush().read(swapped, safeBody))).toMatchObject({ reason: 'signature', httpStatus: 401 });
  });

  test('a push for another mini-program, of another time, or changed, is refused', () => {
    const other = pushAt(safe.timestamp, { encodingAesKey: safe.encodingAesKey, appId: 'wxother' });
    expect(rejection(() => other.read(safeQuery, safeBody))).toMatchObject({ reason: 'decrypt', httpStatus: 400 });
    const late = safePush(String(Number(safe.timestamp) + 300));
    expect(rejection(() => late.read(safeQuery, safeBody))).toMatchObject({ reason: 'stale' });
    const changed = safeBody.replace('+qdx1', '+qdx2');
    expect(rejection(() => safePush().read(safeQuery, changed))).toMatchObject({ reason: 'signature' });
    expect(rejection(() => safePush().read(safeQuery, '{}'))).toMatchObject({ reason: 'format' });
    const otherKey = pushAt(safe.timestamp, { encodingAesKey: 'B'.repeat(43) });
    expect(rejection(() => otherKey.read(safeQuery, safeBody))).toMatchObject({ reason: 'decrypt' });
  });

  test('a reply is encrypted and signed so that WeChat can read it', () => {
    const v = vector<EncryptVector>('mp-push-doc-safe-reply');
    const nonce = Buffer.alloc(8);
    nonce.writeBigUInt64BE(BigInt(v.nonce));
    const push = new MessagePush(v, {
      now: () => new Date(Number(v.timestamp) * 1000),
      randomBytes: (size) => (size === 16 ? Buffer.from(v.random16) : nonce),
    });
    expect(JSON.parse(push.reply(v.plaintext, 'json'))).toEqual({
      Encrypt: v.expectedEncrypt,
      MsgSignature: v.expectedMsgSignature,
      TimeStamp: Number(v.timestamp),
      Nonce: v.nonce,
    });
    expect(parsePushXml(push.reply(v.plaintext, 'xml'))).toMatchObject({
      Encrypt: v.expectedEncrypt,
      TimeStamp: v.timestamp,
    });
    expect(pushAt(v.timestamp).reply('hello', 'json')).toBe('hello');
  });
});

describe('repetitions', () => {
  const push = pushAt('1714037059');
  const { args, expectedHex: signature } = vector<SortedVector>('mp-push-doc-plain');
  const keyOf = (fields: object) =>
    push.read(
      { signature, timestamp: args[1], nonce: args[2] },
      JSON.stringify({ ToUserName: 'g', FromUserName: 'o1', CreateTime: 1, MsgType: 'event', Event: 'e', ...fields }),
    ).dedupeKey;

  test('have the same key', () => {
    expect(keyOf({ transaction_id: 't1' })).toBe(keyOf({ transaction_id: 't1', CreateTime: '1' }));
  });

  test('differ from another event of the same second', () => {
    const events = [
      {},
      { Event: 'f' },
      { CreateTime: 2 },
      { FromUserName: 'o2' },
      { transaction_id: 't1' },
      { trace_id: 't1' },
      { RevokeInfo: '1' },
      { List: { TemplateId: 'a', SubscribeStatusString: 'accept' } },
      { List: [{ TemplateId: 'b', SubscribeStatusString: 'accept' }] },
      { SubscribeMsgPopupEvent: { List: [{ TemplateId: 'c' }] } },
    ];
    expect(new Set(events.map(keyOf)).size).toBe(events.length);
  });

  test('a list of one is recognised in both its forms', () => {
    const entry = { TemplateId: 'a' };
    expect(keyOf({ List: entry })).toBe(keyOf({ List: [entry] }));
    expect(listOf(entry)).toEqual([entry]);
    expect(listOf([entry])).toEqual([entry]);
    expect(listOf(undefined)).toEqual([]);
  });
});

describe('XML', () => {
  test('nested and repeated elements, CDATA and entities are read', () => {
    const xml = '<xml>\n<A><![CDATA[1 < 2]]></A><L><I>a</I><I>b &amp; c</I></L><E/><__proto__>x</__proto__></xml>';
    const parsed = parsePushXml(xml);
    expect(parsed).toMatchObject({ A: '1 < 2', L: { I: ['a', 'b & c'] }, E: '' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test.each([
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>'],
    ['attributes', '<xml a="b"></xml>'],
    ['a wrong end', '<xml><A></B></xml>'],
    ['no end', '<xml><A>'],
    ['another root', '<html></html>'],
    ['too many levels', `<xml>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</xml>`],
    ['nothing', ''],
  ])('%s is refused', (_, xml) => {
    expect(() => parsePushXml(xml)).toThrow();
  });
});

test.each([
  [{ token: 'a b' }, 'WECHAT_PUSH_TOKEN'],
  [{ encodingAesKey: 'short' }, 'WECHAT_PUSH_AES_KEY'],
])('the setting %j stops the start with its name', (changes, name) => {
  expect(() => pushAt('1', changes)).toThrow(name);
});
