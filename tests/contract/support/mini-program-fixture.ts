import {
  createWechatMiniProgramClient,
  type WechatMiniProgramConfig,
} from '../../../src/gateways/wechat-mini-program/client';
import { WechatApiError, type WechatMiniProgramPort } from '../../../src/gateways/wechat-mini-program/port';
import { memoryTokenStore, type MemoryTokenStore } from './memory-token-store';
import { startTinyServer, type SeenRequest, type TinyAnswer, type TinyServer } from './tiny-server';

export const APP_ID = 'wxba5fad812f8e6fb9';
export const APP_SECRET = 'aaaabbbbccccddddeeeeffff00001111';
export const TOKEN_KEY = `wechat:access-token:${APP_ID}`;

export interface MiniProgramFixture {
  server: TinyServer;
  store: MemoryTokenStore;
  client: WechatMiniProgramPort;
  /** Tokens the platform accepts at the moment. */
  validTokens: Set<string>;
  /** What stable_token hands out, by mode. */
  issue: (isForced: boolean) => string;
  expiresIn: number;
  tokenRequests: { isForced: boolean }[];
  /** Answers of everything that is not the token. */
  api: (request: SeenRequest) => TinyAnswer;
}

export function miniProgramConfig(baseUrl: string): WechatMiniProgramConfig {
  return { appId: APP_ID, appSecret: APP_SECRET, baseUrl, timeoutMs: 10_000 };
}

export function json(value: unknown, status = 200): TinyAnswer {
  return { status, headers: { 'Content-Type': 'application/json; encoding=utf-8' }, body: JSON.stringify(value) };
}

export function refusal(errcode: number, errmsg = 'invalid rid: 66f0a1b2-1c2d3e4f'): TinyAnswer {
  return json({ errcode, errmsg });
}

export async function startMiniProgramFixture(): Promise<MiniProgramFixture> {
  const server = await startTinyServer();
  const store = memoryTokenStore();
  const fixture: MiniProgramFixture = {
    server,
    store,
    client: createWechatMiniProgramClient(miniProgramConfig(server.url), { tokenStore: store }),
    validTokens: new Set(['token-1']),
    issue: () => 'token-1',
    expiresIn: 7200,
    tokenRequests: [],
    api: () => json({ errcode: 0, errmsg: 'ok' }),
  };
  server.answer = (request) => {
    const { pathname, searchParams } = new URL(request.url, server.url);
    if (pathname === '/cgi-bin/stable_token') {
      const isForced = (JSON.parse(request.body) as { force_refresh: boolean }).force_refresh;
      fixture.tokenRequests.push({ isForced });
      return json({ access_token: fixture.issue(isForced), expires_in: fixture.expiresIn });
    }
    const token = searchParams.get('access_token');
    if (token !== null && !fixture.validTokens.has(token)) {
      return refusal(40001, 'invalid credential, access_token is invalid or not latest, rid: 66f0a1b2');
    }
    return fixture.api(request);
  };
  return fixture;
}

/** The error of a call that must fail. */
export async function apiFailureOf(call: Promise<unknown>): Promise<WechatApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WechatApiError) return error;
  throw new Error(`Expected a WechatApiError, got ${String(error)}`);
}
