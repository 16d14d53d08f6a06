import { z } from 'zod';
import { AccessToken, withAccessToken } from './access-token';
import { readMiniProgramConfig, type WechatMiniProgramConfig, type WechatMiniProgramSettings } from './config';
import { WechatApiError } from './errors';
import { callApi, readJson, type ApiAnswer, type Fetch, type HttpSources } from './http';
import type {
  ImageToCheck,
  SubscribeMessage,
  TextJudgement,
  TextScene,
  TextToCheck,
  TextVerdict,
  UnlimitedCodeRequest,
  WechatMiniProgramPort,
  WechatSession,
} from './port';
import { createShippingManagement } from './shipping-management';
import type { ShippingManagementPort } from './shipping-port';
import type { TokenStore } from './token-store';

export type { WechatMiniProgramConfig } from './config';

export interface WechatMiniProgramDependencies {
  tokenStore: TokenStore;
  fetch?: Fetch;
}

const MAX_CODE_LENGTH = 256;
const MAX_TEXT_LENGTH = 2500;
const SCENE_NUMBER: Record<TextScene, number> = { profile: 1, comment: 2, forum: 3, social: 4 };
const MEDIA_TYPE_IMAGE = 2;
const SEVERITY: TextVerdict[] = ['pass', 'review', 'risky'];

const sessionSchema = z.object({
  openid: z.string().min(1),
  session_key: z.string().min(1),
  unionid: z.string().nullish(),
});
const phoneSchema = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().min(1),
    // Seen as a number and as text.
    countryCode: z.union([z.string(), z.number()]).transform(String),
    watermark: z.object({ appid: z.string() }),
  }),
});
const verdictSchema = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']), label: z.coerce.number().int().nullish() }),
});
const tracedSchema = z.object({ trace_id: z.string().min(1) });
const sentSchema = z.object({ msgid: z.union([z.string(), z.number()]).nullish() });

function ensure(isValid: boolean, sentence: string): void {
  if (!isValid) throw new RangeError(sentence);
}

function checkCode(code: string): void {
  ensure(code !== '' && code.length <= MAX_CODE_LENGTH, `code must be 1–${String(MAX_CODE_LENGTH)} characters.`);
}

function codeBody({ scene, page, width, envVersion, checkPath }: UnlimitedCodeRequest): object {
  ensure(/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/.test(scene), 'scene must be 1–32 of the characters WeChat allows.');
  ensure(page === undefined || /^[^/?][^?]*$/.test(page), 'page must have neither a leading slash nor a query.');
  const isWidthValid = width === undefined || (Number.isInteger(width) && width >= 280 && width <= 1280);
  ensure(isWidthValid, 'width must be a whole number from 280 to 1280.');
  // Left-out fields keep WeChat's defaults; JSON.stringify drops what is undefined.
  return { scene, page, width, env_version: envVersion, check_path: checkPath };
}

function isImage(bytes: Buffer): boolean {
  const magic = bytes.subarray(0, 4).toString('hex');
  return magic === '89504e47' || magic.startsWith('ffd8ff');
}

/** Errors come as JSON with HTTP 200 in the place of the image, sometimes under an image content type. */
function readImage(answer: ApiAnswer): Buffer {
  if (isImage(answer.bytes)) return answer.bytes;
  readJson(answer, z.object({}));
  throw new WechatApiError('WeChat answered no image.', { kind: 'network' });
}

function* pieces(content: string): Generator<string> {
  const characters = Array.from(content);
  for (let start = 0; start < characters.length; start += MAX_TEXT_LENGTH) {
    yield characters.slice(start, start + MAX_TEXT_LENGTH).join('');
  }
}

class WechatMiniProgramClient implements WechatMiniProgramPort {
  readonly #settings: WechatMiniProgramSettings;
  readonly #http: HttpSources;
  readonly #tokens: AccessToken;
  readonly shipping: ShippingManagementPort;

  constructor(
    config: WechatMiniProgramConfig,
    { tokenStore, fetch = globalThis.fetch }: WechatMiniProgramDependencies,
  ) {
    this.#settings = readMiniProgramConfig(config);
    this.#http = { ...this.#settings, fetch };
    this.#tokens = new AccessToken({ ...this.#settings, fetch, store: tokenStore });
    this.shipping = createShippingManagement((path, body, read) => this.#post(path, body, read), this.#settings.appId);
  }

  async codeToSession(code: string): Promise<WechatSession> {
    checkCode(code);
    const { appId, appSecret } = this.#settings;
    const query = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
    const answer = await callApi({ path: '/sns/jscode2session', query }, this.#http);
    const { openid, session_key: sessionKey, unionid } = readJson(answer, sessionSchema);
    return unionid ? { openid, unionid, sessionKey } : { openid, sessionKey };
  }

  async phoneNumber(code: string): Promise<{ countryCode: string; phone: string }> {
    checkCode(code);
    const { phone_info: info } = await this.#post('/wxa/business/getuserphonenumber', { code }, (answer) =>
      readJson(answer, phoneSchema),
    );
    if (info.watermark.appid !== this.#settings.appId) {
      throw new WechatApiError('WeChat answered a phone number for another mini-program.', { kind: 'rejected' });
    }
    return { countryCode: info.countryCode, phone: info.purePhoneNumber };
  }

  async unlimitedCode(request: UnlimitedCodeRequest): Promise<Buffer> {
    return this.#post('/wxa/getwxacodeunlimit', codeBody(request), readImage);
  }

  async checkText({ openid, content, scene }: TextToCheck): Promise<TextJudgement> {
    let worst: TextJudgement = { verdict: 'pass', label: null };
    for (const piece of pieces(content.trim())) {
      const body = { version: 2, openid, scene: SCENE_NUMBER[scene], content: piece };
      const { result } = await this.#post('/wxa/msg_sec_check', body, (answer) => readJson(answer, verdictSchema));
      const isWorse = SEVERITY.indexOf(result.suggest) > SEVERITY.indexOf(worst.verdict);
      if (isWorse || worst.label === null) worst = { verdict: result.suggest, label: result.label ?? null };
      if (worst.verdict === 'risky') break;
    }
    return worst;
  }

  async checkImage({ openid, url, scene }: ImageToCheck): Promise<{ traceId: string }> {
    ensure(/^https?:\/\//.test(url), 'url must be an absolute http(s) address.');
    const body = { media_url: url, media_type: MEDIA_TYPE_IMAGE, version: 2, scene: SCENE_NUMBER[scene], openid };
    const { trace_id: traceId } = await this.#post('/wxa/media_check_async', body, (answer) =>
      readJson(answer, tracedSchema),
    );
    return { traceId };
  }

  async sendSubscribeMessage(message: SubscribeMessage): Promise<{ messageId: string | null }> {
    const body = {
      touser: message.openid,
      template_id: message.templateId,
      page: message.page,
      miniprogram_state: message.miniProgramState,
      lang: message.lang,
      data: Object.fromEntries(Object.entries(message.data).map(([keyword, value]) => [keyword, { value }])),
    };
    const { msgid } = await this.#post('/cgi-bin/message/subscribe/send', body, (answer) =>
      readJson(answer, sentSchema),
    );
    return { messageId: msgid === null || msgid === undefined ? null : String(msgid) };
  }

  #post<T>(path: string, body: object, read: (answer: ApiAnswer) => T): Promise<T> {
    return withAccessToken(this.#tokens, async (token) => {
      return read(await callApi({ path, query: { access_token: token }, body }, this.#http));
    });
  }
}

/** Throws one sentence naming the environment variable when a setting cannot be right. */
export function createWechatMiniProgramClient(
  config: WechatMiniProgramConfig,
  dependencies: WechatMiniProgramDependencies,
): WechatMiniProgramPort {
  return new WechatMiniProgramClient(config, dependencies);
}
