import { createWechatMiniProgramClient } from '../../src/gateways/wechat-mini-program/client';
import {
  apiFailureOf,
  json,
  miniProgramConfig,
  refusal,
  startMiniProgramFixture,
  TOKEN_KEY,
  type MiniProgramFixture,
} from './support/mini-program-fixture';

let fixture: MiniProgramFixture;

beforeEach(async () => {
  fixture = await startMiniProgramFixture();
});
afterEach(() => fixture.server.close());

const message = { openid: 'o1', templateId: 't1', data: { thing1: '鸭' } };
const send = () => fixture.client.sendSubscribeMessage(message);
const fifty = (call: () => Promise<unknown>) => Promise.all(Array.from({ length: 50 }, call));
const anotherInstance = () =>
  createWechatMiniProgramClient(miniProgramConfig(fixture.server.url), { tokenStore: fixture.store });
const apiCalls = () => fixture.server.seen.filter(({ url }) => !url.startsWith('/cgi-bin/stable_token'));

// Incident 26.
describe('one token for everybody', () => {
  test('50 calls at once fetch one token, in normal mode', async () => {
    await fifty(send);
    expect(fixture.tokenRequests).toEqual([{ isForced: false }]);
    expect(apiCalls()).toHaveLength(50);
  });

  test('50 calls at once in two instances fetch one token', async () => {
    const other = anotherInstance();
    await Promise.all([fifty(send), fifty(() => other.sendSubscribeMessage(message))]);
    expect(fixture.tokenRequests).toHaveLength(1);
  });

  test('the token is kept five minutes less than it lives, and at most two hours', async () => {
    await send();
    expect(fixture.store.ttlSeconds.get(TOKEN_KEY)).toBe(6900);
    fixture.store.values.clear();
    fixture.expiresIn = 99_999;
    await send();
    expect(fixture.store.ttlSeconds.get(TOKEN_KEY)).toBe(6900);
  });

  test('a token that WeChat is about to renew is kept for a minute only', async () => {
    fixture.expiresIn = 300;
    await send();
    expect(fixture.store.ttlSeconds.get(TOKEN_KEY)).toBe(60);
  });

  test('a failed fetch is reported and not kept', async () => {
    fixture.issue = () => '';
    await expect(apiFailureOf(send())).resolves.toMatchObject({ kind: 'network' });
    fixture.issue = () => 'token-1';
    await expect(send()).resolves.toEqual({ messageId: null });
  });
});

describe('a rejected token', () => {
  test.each([40001, 40014, 42001])('%d: one refresh and one repetition', async (errcode) => {
    let isFirst = true;
    fixture.api = () => {
      if (!isFirst) return json({ errcode: 0, errmsg: 'ok', msgid: 7 });
      isFirst = false;
      fixture.issue = () => 'token-2';
      fixture.validTokens.add('token-2');
      return refusal(errcode);
    };
    await expect(send()).resolves.toEqual({ messageId: '7' });
    expect(fixture.tokenRequests).toEqual([{ isForced: false }, { isForced: false }]);
    expect(fixture.store.values.get(TOKEN_KEY)).toBe('token-2');
  });

  test('50 calls with it refresh once between them', async () => {
    await send();
    fixture.validTokens = new Set(['token-2']);
    fixture.issue = () => 'token-2';
    fixture.tokenRequests.length = 0;
    await fifty(send);
    expect(fixture.tokenRequests).toEqual([{ isForced: false }]);
  });

  test('a token that another instance has put there meanwhile is used, not thrown away', async () => {
    await send();
    fixture.validTokens = new Set(['token-2']);
    fixture.api = () => json({ errcode: 0, errmsg: 'ok' });
    const pending = send();
    fixture.store.values.set(TOKEN_KEY, 'token-2');
    fixture.tokenRequests.length = 0;
    await pending;
    await send();
    expect(fixture.tokenRequests).toHaveLength(0);
    expect(fixture.store.values.get(TOKEN_KEY)).toBe('token-2');
  });

  test('when normal mode insists on it, a new one is forced once for all', async () => {
    await send();
    fixture.validTokens = new Set(['forced']);
    fixture.issue = (isForced) => (isForced ? 'forced' : 'token-1');
    fixture.tokenRequests.length = 0;
    const other = anotherInstance();
    await Promise.all([fifty(send), fifty(() => other.sendSubscribeMessage(message))]);
    expect(fixture.tokenRequests).toEqual([{ isForced: false }, { isForced: true }]);
  });

  test('nothing is forced a second time within the cool-down', async () => {
    fixture.validTokens = new Set();
    const first = await apiFailureOf(send());
    expect(first).toMatchObject({ errcode: 40001, kind: 'rejected', rid: '66f0a1b2' });
    await apiFailureOf(send());
    await apiFailureOf(send());
    expect(fixture.tokenRequests.filter(({ isForced }) => isForced)).toHaveLength(1);
    expect(fixture.store.ttlSeconds.get(`${TOKEN_KEY}:forced`)).toBe(30);
  });

  test('other refusals are passed on without a refresh', async () => {
    fixture.api = () => refusal(43101);
    await expect(apiFailureOf(send())).resolves.toMatchObject({ errcode: 43101, kind: 'rejected' });
    expect(fixture.tokenRequests).toHaveLength(1);
    expect(apiCalls()).toHaveLength(1);
  });
});
