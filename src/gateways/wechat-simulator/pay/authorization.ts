import { verifySha256 } from '../crypto';
import type { Call } from '../exchange';
import type { SimulatorWorld } from '../world';
import { invalidParameter, type PayRefusal, wrongSignature } from './refusal';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 ';
const PAIR = /^(mchid|nonce_str|signature|timestamp|serial_no)="([^"]*)"$/;
const TOLERANCE_SECONDS = 300;
const SHOWN_BODY_CHARACTERS = 8;

interface Credentials {
  mchid: string;
  nonce_str: string;
  signature: string;
  timestamp: string;
  serial_no: string;
}

/** Five named pairs in any order, each once; anything else is not an authorization. */
function parseAuthorization(header: string | undefined): Credentials | null {
  if (!header?.startsWith(SCHEME)) return null;
  const pairs = new Map<string, string>();
  for (const part of header.slice(SCHEME.length).split(',')) {
    const [, name, value] = PAIR.exec(part.trim()) ?? [];
    if (!name || !value || pairs.has(name)) return null;
    pairs.set(name, value);
  }
  return pairs.size === 5 ? (Object.fromEntries(pairs) as unknown as Credentials) : null;
}

/** Shows the caller what was verified, as the real platform does: that is what makes signing mistakes findable. */
function mismatch(call: Call, message: string): PayRefusal {
  const [method, target, timestamp, nonce, ...body] = message.split('\n');
  const shownBody = body.join('\n').slice(0, SHOWN_BODY_CHARACTERS);
  return wrongSignature('签名错误，请检查签名串与商户私钥', {
    detail: { issue: 'sign not match' },
    field: 'signature',
    location: 'authorization',
    sign_information: {
      method: call.method,
      sign_message_length: Buffer.byteLength(message),
      truncated_sign_message: [method, target, timestamp, `${(nonce ?? '').slice(0, 4)}…`, shownBody].join('\n'),
      url: call.path,
    },
  });
}

/**
 * Verifies the request signature (wechat.md A2) over exactly the bytes that came in. Throws 401 SIGN_ERROR for a wrong
 * scheme, merchant, certificate serial, clock or signature.
 */
export function authorise(world: SimulatorWorld, call: Call): void {
  const { mchId, merchantCertSerial } = world.credentials;
  const given = parseAuthorization(call.headers.authorization);
  if (!given) throw wrongSignature('Authorization 请求头缺失或格式不正确');
  if (given.mchid !== mchId) throw wrongSignature('商户号不存在或与证书不匹配');
  if (given.serial_no !== merchantCertSerial) throw wrongSignature('商户证书序列号有误');
  const nowSeconds = Math.floor(world.nowMs() / 1000);
  const isFresh = Math.abs(nowSeconds - Number(given.timestamp)) <= TOLERANCE_SECONDS;
  if (!/^\d+$/.test(given.timestamp) || !isFresh) throw wrongSignature('请求时间戳与服务器时间相差超过5分钟');
  const head = [call.method, call.target, given.timestamp, given.nonce_str, ''].join('\n');
  const message = Buffer.concat([Buffer.from(head), call.body, Buffer.from('\n')]);
  if (!verifySha256(message, given.signature, world.keys.merchantPublicKey)) throw mismatch(call, message.toString());
}

/** The headers every request must carry besides the signature (wechat.md A1). */
export function requireHeaders(call: Call): void {
  const accept = call.headers.accept ?? '';
  if (!/application\/json|\*\/\*/.test(accept)) throw invalidParameter('请求头 Accept 须包含 application/json');
  if (!call.headers['user-agent']) throw invalidParameter('请求头 User-Agent 不能为空');
  const isJson = (call.headers['content-type'] ?? '').startsWith('application/json');
  if (call.body.length > 0 && !isJson) throw invalidParameter('请求头 Content-Type 须为 application/json');
}
