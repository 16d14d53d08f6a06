import { createWechatMiniProgramClient } from '../../src/gateways/wechat-mini-program/client';
import { memoryTokenStore } from './support/memory-token-store';
import {
  apiFailureOf,
  APP_ID,
  APP_SECRET,
  json,
  miniProgramConfig,
  refusal,
  startMiniProgramFixture,
  type MiniProgramFixture,
} from './support/mini-program-fixture';

let fixture: MiniProgramFixture;

beforeAll(async () => {
  fixture = await startMiniProgramFixture();
});
beforeEach(() => {
  fixture.server.seen.length = 0;
  fixture.api = () => json({ errcode: 0, errmsg: 'ok' });
});
afterAll(() => fixture.server.close());

const lastBody = () => JSON.parse(fixture.server.seen.at(-1)?.body ?? '') as unknown;

describe('login', () => {
  test('a code becomes a session, read from the text/plain answer', async () => {
    const body = JSON.stringify({ openid: 'o1', session_key: 'HyVFkGl5F5OQWJZZaNzBBg==', unionid: 'u1' });
    fixture.api = () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body });
    await expect(fixture.client.codeToSession('0a&b')).resolves.toEqual({
      openid: 'o1',
      sessionKey: 'HyVFkGl5F5OQWJZZaNzBBg==',
      unionid: 'u1',
    });
    expect(fixture.server.seen[0]?.url).toBe(
      `/sns/jscode2session?appid=${APP_ID}&secret=${APP_SECRET}&js_code=0a%26b&grant_type=authorization_code`,
    );
  });

  test('an account outside the Open Platform has no unionid', async () => {
    fixture.api = () => json({ openid: 'o1', session_key: 'k', errcode: 0 });
    await expect(fixture.client.codeToSession('c')).resolves.toEqual({ openid: 'o1', sessionKey: 'k' });
  });

  test.each([40029, 40163, 40226, 45011])('%d is a problem of the code or its user', async (errcode) => {
    fixture.api = () => refusal(errcode);
    await expect(apiFailureOf(fixture.client.codeToSession('c'))).resolves.toMatchObject({
      errcode,
      isLoginCodeProblem: true,
      rid: '66f0a1b2-1c2d3e4f',
    });
  });

  test.each([
    [-1, 'busy'],
    [40013, 'rejected'],
    [40125, 'rejected'],
  ])('%d is a problem of the platform or of the settings', async (errcode, kind) => {
    fixture.api = () => refusal(errcode);
    await expect(apiFailureOf(fixture.client.codeToSession('c'))).resolves.toMatchObject({
      errcode,
      kind,
      isLoginCodeProblem: false,
    });
  });

  test('an empty code never leaves the house', async () => {
    await expect(fixture.client.codeToSession('')).rejects.toThrow(RangeError);
    expect(fixture.server.seen).toHaveLength(0);
  });
});

describe('answers that cannot be read', () => {
  test.each([
    ['nothing', 'hang'],
    ['a cut connection', 'reset'],
    ['half an answer', 'half'],
    ['broken JSON', { status: 200, body: '{"openid":' }],
    ['JSON without what was asked for', json({ errcode: 0 })],
    ['HTTP 502', { status: 502, body: '<html>' }],
    ['a redirect', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }],
  ] as const)('%s is a network error that quotes no secret', async (_, answer) => {
    fixture.api = () => answer;
    const config = { ...miniProgramConfig(fixture.server.url), timeoutMs: 300 };
    const impatient = createWechatMiniProgramClient(config, { tokenStore: memoryTokenStore() });
    const failure = await apiFailureOf(impatient.codeToSession('the-code'));
    expect(failure).toMatchObject({ kind: 'network', errcode: 0, isLoginCodeProblem: false });
    expect(`${failure.stack ?? ''}${JSON.stringify(failure)}${String(failure.cause)}`).not.toMatch(/aaaabbbb|the-code/);
  });
});

describe('phone number', () => {
  const answer = (changes: object = {}) => ({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: '+8613800138000',
      purePhoneNumber: '13800138000',
      countryCode: 86,
      watermark: { timestamp: 1637744274, appid: APP_ID },
      ...changes,
    },
  });

  test('a code becomes a number, whichever way the country code is written', async () => {
    fixture.api = () => json(answer());
    await expect(fixture.client.phoneNumber('c')).resolves.toEqual({ countryCode: '86', phone: '13800138000' });
    fixture.api = () => json(answer({ countryCode: '852' }));
    await expect(fixture.client.phoneNumber('c')).resolves.toMatchObject({ countryCode: '852' });
    expect(lastBody()).toEqual({ code: 'c' });
  });

  test('a number for another mini-program is refused', async () => {
    fixture.api = () => json(answer({ watermark: { timestamp: 1, appid: 'wxother' } }));
    await expect(apiFailureOf(fixture.client.phoneNumber('c'))).resolves.toMatchObject({ kind: 'rejected' });
  });
});

describe('mini-program code', () => {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
  const image = (body: Buffer | string) => ({ status: 200, headers: { 'Content-Type': 'image/jpeg' }, body });

  test('the picture comes back byte for byte', async () => {
    fixture.api = () => image(png);
    const code = fixture.client.unlimitedCode({
      scene: 'm=1&c=2',
      page: 'pages/pay/index',
      envVersion: 'trial',
      checkPath: false,
    });
    await expect(code).resolves.toEqual(png);
    expect(lastBody()).toEqual({ scene: 'm=1&c=2', page: 'pages/pay/index', env_version: 'trial', check_path: false });
  });

  test('an error in the place of the picture is an error, even under an image type', async () => {
    fixture.api = () => image('{"errcode":41030,"errmsg":"invalid page rid: 1"}');
    await expect(apiFailureOf(fixture.client.unlimitedCode({ scene: 'a' }))).resolves.toMatchObject({ errcode: 41030 });
    fixture.api = () => image('not a picture');
    await expect(apiFailureOf(fixture.client.unlimitedCode({ scene: 'a' }))).resolves.toMatchObject({
      kind: 'network',
    });
    fixture.api = () => json({ errcode: 0 });
    await expect(apiFailureOf(fixture.client.unlimitedCode({ scene: 'a' }))).resolves.toMatchObject({
      kind: 'network',
    });
  });

  test.each([
    [{ scene: '' }],
    [{ scene: 'x'.repeat(33) }],
    [{ scene: 'a%20b' }],
    [{ scene: '鸭' }],
    [{ scene: 'a', page: '/pages/a' }],
    [{ scene: 'a', page: 'pages/a?b=1' }],
    [{ scene: 'a', width: 279 }],
  ])('%j is refused before it is sent', async (request) => {
    await expect(fixture.client.unlimitedCode(request)).rejects.toThrow(RangeError);
  });
});

describe('text check', () => {
  const verdict = (suggest: string) =>
    json({ errcode: 0, errmsg: 'ok', result: { suggest, label: 100 }, trace_id: 't' });
  const check = (content: string) => fixture.client.checkText({ openid: 'o1', content, scene: 'comment' });

  test.each(['pass', 'review', 'risky'])('%s is passed on', async (suggest) => {
    fixture.api = () => verdict(suggest);
    await expect(check('很好的鸭子')).resolves.toEqual({ verdict: suggest, label: 100 });
    expect(lastBody()).toEqual({ version: 2, openid: 'o1', scene: 2, content: '很好的鸭子' });
  });

  test('a long text is checked in pieces and the worst piece decides', async () => {
    const answers = ['review', 'pass', 'pass'];
    fixture.api = () => verdict(answers.shift() ?? 'risky');
    await expect(check('🦆'.repeat(5001))).resolves.toMatchObject({ verdict: 'review' });
    expect(answers).toHaveLength(0);
  });

  test('an empty text passes without a call', async () => {
    await expect(check('  ')).resolves.toEqual({ verdict: 'pass', label: null });
    expect(fixture.server.seen).toHaveLength(0);
  });

  test('a text nobody judged is an error, never a pass', async () => {
    fixture.api = () => refusal(61010);
    await expect(apiFailureOf(check('x'))).resolves.toMatchObject({ errcode: 61010 });
    fixture.api = () => json({ errcode: 0, errmsg: 'ok' });
    await expect(apiFailureOf(check('x'))).resolves.toMatchObject({ kind: 'network' });
  });
});

describe('subscribe message', () => {
  test('keywords are wrapped and absent fields left to the defaults', async () => {
    await fixture.client.sendSubscribeMessage({
      openid: 'o1',
      templateId: 't1',
      data: { thing1: '鸭', amount2: '￥18.80' },
    });
    expect(lastBody()).toEqual({
      touser: 'o1',
      template_id: 't1',
      data: { thing1: { value: '鸭' }, amount2: { value: '￥18.80' } },
    });
  });

  test.each([
    [43101, 'rejected'],
    [43108, 'busy'],
    [47003, 'rejected'],
    [45009, 'busy'],
  ])('%d is reported as %s', async (errcode, kind) => {
    fixture.api = () => refusal(errcode);
    const call = fixture.client.sendSubscribeMessage({ openid: 'o1', templateId: 't1', data: {} });
    await expect(apiFailureOf(call)).resolves.toMatchObject({ errcode, kind });
  });
});

test.each([
  [{ appId: '' }, 'WECHAT_APP_ID'],
  [{ appSecret: '' }, 'WECHAT_APP_SECRET'],
  [{ baseUrl: 'https://api.weixin.qq.com/cgi-bin' }, 'WECHAT_API_URL'],
])('the setting %j stops the start with its name', (changes, name) => {
  const config = { ...miniProgramConfig('https://api.weixin.qq.com'), ...changes };
  expect(() => createWechatMiniProgramClient(config, { tokenStore: memoryTokenStore() })).toThrow(name);
});
