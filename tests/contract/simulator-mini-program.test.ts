import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { scannedText } from '../support/scanner';
import { HOUR, MINUTE, SECOND, TestClock } from './support/simulator-clock';

const credentials = createSandboxCredentials();
const { appId, appSecret } = credentials;
const clock = new TestClock();
let simulator: RunningSimulator;
let token: string;

type Answer = Record<string, unknown> & { errcode?: number; errmsg?: string };

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials, now: clock.now, settings: { subscribeSendMilliseconds: 30 } });
});

afterAll(() => simulator.close());

beforeEach(async () => {
  token = String((await stableToken()).access_token);
});

async function get(path: string, query: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${simulator.url}${path}?${new URLSearchParams(query).toString()}`);
  return JSON.parse(await response.text()) as Answer;
}

function send(path: string, body: unknown, accessToken = token): Promise<Response> {
  const query = accessToken === '' ? '' : `?access_token=${accessToken}`;
  return fetch(simulator.url + path + query, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const post = async (path: string, body: unknown, accessToken?: string) =>
  (await (await send(path, body, accessToken)).json()) as Answer;

const stableToken = (changes: Record<string, unknown> = {}) =>
  post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: appId, secret: appSecret, ...changes }, '');

const login = (code: string, changes: Record<string, string> = {}) =>
  get('/sns/jscode2session', {
    appid: appId,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
    ...changes,
  });

describe('login', () => {
  test('a code is good once, for openid and a 16-byte session key', async () => {
    const { code } = simulator.control.issueLoginCode('member-1');
    const session = await login(code);
    expect(session.openid).toBe('member-1');
    expect(Buffer.from(String(session.session_key), 'base64')).toHaveLength(16);
    expect(session.errcode).toBeUndefined();
    expect((await login(code)).errcode).toBe(40163);
  });

  test('a new login gives a new session key', async () => {
    const keys = [await login('member-2#a'), await login('member-2#b')].map(({ session_key: key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  test('scripts log in as openid#anything, each code once', async () => {
    expect((await login('demo-owner-1#1')).openid).toBe('demo-owner-1');
    expect((await login('demo-owner-1#1')).errcode).toBe(40163);
    expect((await login('demo-owner-1#2')).openid).toBe('demo-owner-1');
  });

  test('parallel use of one code succeeds once', async () => {
    const { code } = simulator.control.issueLoginCode('member-3');
    const answers = await Promise.all(Array.from({ length: 10 }, () => login(code)));
    expect(answers.filter(({ openid }) => openid === 'member-3')).toHaveLength(1);
  });

  test.each(['unknown', '#1', '__proto__', 'demo owner#1'])('the code %s is invalid', async (code) => {
    expect((await login(code)).errcode).toBe(40029);
  });

  test('a code dies after five minutes', async () => {
    const { code } = simulator.control.issueLoginCode('member-4');
    clock.advance(5 * MINUTE);
    expect((await login(code)).errcode).toBe(40029);
  });

  test('appid and secret are checked', async () => {
    expect((await login('member-5#1', { appid: 'wx0' })).errcode).toBe(40013);
    expect((await login('member-5#1', { secret: 'no' })).errcode).toBe(40125);
    expect((await login('member-5#1')).openid).toBe('member-5');
  });

  test('the answer is JSON under text/plain, as the platform sends it', async () => {
    const query = { appid: appId, secret: appSecret, js_code: 'x', grant_type: 'authorization_code' };
    const response = await fetch(`${simulator.url}/sns/jscode2session?${new URLSearchParams(query).toString()}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      errcode: 40029,
      errmsg: expect.stringMatching(/ rid: \w/) as string,
    });
    const { code } = simulator.control.issueLoginCode('member-6');
    const url = `${simulator.url}/sns/jscode2session?${new URLSearchParams({ ...query, js_code: code }).toString()}`;
    expect((await fetch(url)).headers.get('content-type')).toBe('text/plain');
  });
});

describe('access tokens', () => {
  test('the stable interface answers the same token while it lasts and renews it five minutes early', async () => {
    const first = await stableToken();
    clock.advance(HOUR);
    const second = await stableToken();
    expect(second.access_token).toBe(first.access_token);
    clock.advance(Number(second.expires_in) * SECOND - 5 * MINUTE);
    const renewed = await stableToken();
    expect(renewed).toMatchObject({ expires_in: 7200 });
    expect(renewed.access_token).not.toBe(first.access_token);
    expect((await phone('x', String(first.access_token))).errcode).toBe(40029);
    clock.advance(5 * MINUTE);
    expect((await phone('x', String(first.access_token))).errcode).toBe(42001);
  });

  test('a forced refresh kills the token before it, at most once in thirty seconds', async () => {
    clock.advance(MINUTE);
    const before = String((await stableToken()).access_token);
    const forced = await stableToken({ force_refresh: true });
    expect((await phone('x', before)).errcode).toBe(40001);
    expect((await stableToken({ force_refresh: true })).access_token).toBe(forced.access_token);
    clock.advance(31 * SECOND);
    expect((await stableToken({ force_refresh: true })).access_token).not.toBe(forced.access_token);
  });

  test('twenty forced refreshes a day are the limit', async () => {
    clock.advance(25 * HOUR);
    for (let count = 0; count < 20; count += 1) {
      expect(await stableToken({ force_refresh: true })).toHaveProperty('access_token');
      clock.advance(31 * SECOND);
    }
    expect((await stableToken({ force_refresh: true })).errcode).toBe(45009);
    expect(await stableToken()).toHaveProperty('access_token');
  });

  test('the plain interface issues a new token each time; the one before lives five minutes more', async () => {
    const plain = () => get('/cgi-bin/token', { grant_type: 'client_credential', appid: appId, secret: appSecret });
    const first = String((await plain()).access_token);
    const second = String((await plain()).access_token);
    expect(second).not.toBe(first);
    expect((await phone('x', first)).errcode).toBe(40029);
    clock.advance(5 * MINUTE);
    expect((await phone('x', first)).errcode).toBe(42001);
    expect((await phone('x', second)).errcode).toBe(40029);
    expect((await phone('x', String((await stableToken()).access_token))).errcode).toBe(40029);
  });

  test('revoked tokens are refused; the normal mode may go on serving the dead one until a refresh is forced', async () => {
    clock.advance(25 * HOUR);
    const dead = String((await stableToken()).access_token);
    simulator.control.revokeAccessTokens({ keepsServing: true });
    expect((await phone('x', dead)).errcode).toBe(40001);
    expect((await stableToken()).access_token).toBe(dead);
    const alive = String((await stableToken({ force_refresh: true })).access_token);
    expect((await phone('x', alive)).errcode).toBe(40029);
    simulator.control.revokeAccessTokens();
    expect((await stableToken()).access_token).not.toBe(alive);
  });

  test('calls without a token or with a made-up one are refused', async () => {
    expect((await phone('x', '')).errcode).toBe(41001);
    expect((await phone('x', 'made-up')).errcode).toBe(40001);
  });

  test('wrong secrets and grant types are refused', async () => {
    expect((await stableToken({ secret: 'no' })).errcode).toBe(40125);
    expect((await stableToken({ appid: 'no' })).errcode).toBe(40013);
    expect((await stableToken({ grant_type: 'no' })).errcode).toBe(40002);
  });
});

const phone = (code: string, accessToken?: string) => post('/wxa/business/getuserphonenumber', { code }, accessToken);

test('a phone code tells the number once, with the watermark of this mini-program', async () => {
  const { code } = simulator.control.issuePhoneCode('13800000001');
  expect(await phone(code)).toMatchObject({
    errcode: 0,
    phone_info: { purePhoneNumber: '13800000001', countryCode: '86', watermark: { appid: appId } },
  });
  expect((await phone(code)).errcode).toBe(40029);
});

describe('code images', () => {
  const image = async (body: Record<string, unknown>) => {
    const response = await send('/wxa/getwxacodeunlimit', body);
    return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const refusal = async (body: Record<string, unknown>) => (await post('/wxa/getwxacodeunlimit', body)).errcode;

  test.each([280, 300, 430, 1280])('a scene gives a PNG of the asked width %i that a camera reads', async (width) => {
    const { type, bytes } = await image({ scene: 'pc=A1', page: 'pages/pay/index', width });
    expect(type).toBe('image/png');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, width]);
    expect(scannedText(bytes)).toBe('pages/pay/index?scene=pc=A1');
  });

  test('a code leads to the address that the sandbox names, with the longest scene too', async () => {
    await simulator.control.changeSettings({ scanUrl: 'http://127.0.0.1:1337/demo/#/scan/' });
    const scene = 'A&'.repeat(16);
    const { bytes } = await image({ scene, width: 280 });
    expect(scannedText(bytes)).toBe(`http://127.0.0.1:1337/demo/#/scan/${encodeURIComponent(scene)}`);
    await simulator.control.changeSettings({ scanUrl: null });
  });

  test('the same code is the same image, another scene another image', async () => {
    const [first, again, other] = [
      await image({ scene: 'a' }),
      await image({ scene: 'a' }),
      await image({ scene: 'b' }),
    ];
    expect(first.bytes.equals(again.bytes)).toBe(true);
    expect(first.bytes.equals(other.bytes)).toBe(false);
  });

  test.each([
    [{ scene: 'x'.repeat(33) }, 40169],
    [{}, 40169],
    [{ scene: '码' }, 40129],
    [{ scene: 'a%20b' }, 40129],
    [{ scene: 'a', page: '/pages/index' }, 40097],
    [{ scene: 'a', page: 'pages/index?x=1' }, 40097],
    [{ scene: 'a', width: 100 }, 40097],
    [{ scene: 'a', env_version: 'beta' }, 40097],
  ])('%j is refused as JSON with %i', async (body, errcode) => {
    expect(await refusal(body)).toBe(errcode);
  });

  test('a page outside the released version needs check_path false', async () => {
    await simulator.control.changeSettings({ releasedPages: ['pages/index/index'] });
    expect(await refusal({ scene: 'a', page: 'pages/new/new' })).toBe(41030);
    expect((await image({ scene: 'a', page: 'pages/new/new', check_path: false })).type).toBe('image/png');
    await simulator.control.changeSettings({ releasedPages: null });
  });
});

describe('text check', () => {
  const check = (content: string, changes: Record<string, unknown> = {}) =>
    post('/wxa/msg_sec_check', { version: 2, openid: 'writer', scene: 2, content, ...changes });

  test('the verdict follows the words', async () => {
    await login('writer#check');
    expect(await check('好用')).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } });
    expect(await check('含有违规内容')).toMatchObject({ result: { suggest: 'risky' } });
    expect(await check('疑似广告')).toMatchObject({ result: { suggest: 'review' } });
    expect(await check('好用', { nickname: '违规' })).toMatchObject({ result: { suggest: 'risky' } });
  });

  test('the user must have been here within two hours', async () => {
    expect((await check('好用', { openid: 'stranger' })).errcode).toBe(40003);
    clock.advance(2 * HOUR + SECOND);
    token = String((await stableToken()).access_token);
    expect((await check('好用')).errcode).toBe(61010);
  });

  test('limits and scenes are checked', async () => {
    await login('writer#again');
    expect((await check('长'.repeat(2501))).errcode).toBe(40097);
    expect((await check('好', { scene: 9 })).errcode).toBe(40129);
  });
});

describe('subscription messages', () => {
  const message = (data: Record<string, { value: unknown }>, changes: Record<string, unknown> = {}) =>
    post('/cgi-bin/message/subscribe/send', { touser: 'reader', template_id: 'tpl-1', data, ...changes });
  const fits = { thing1: { value: '您的订单已发货' } };

  test('one accepted subscription is one message', async () => {
    expect((await message(fits)).errcode).toBe(43101);
    simulator.control.acceptSubscription('reader', 'tpl-1');
    expect(await message(fits)).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect((await message(fits)).errcode).toBe(43101);
    expect(simulator.control.listSentMessages().at(-1)).toMatchObject({
      openid: 'reader',
      templateId: 'tpl-1',
      values: { thing1: '您的订单已发货' },
    });
  });

  test('the quota belongs to one user and one template', async () => {
    simulator.control.acceptSubscription('reader', 'tpl-1');
    expect((await message(fits, { template_id: 'tpl-2' })).errcode).toBe(43101);
    expect((await message(fits, { touser: 'other' })).errcode).toBe(43101);
    expect((await message(fits)).errcode).toBe(0);
  });

  test('two sends to one user at once collide, to two users they do not', async () => {
    simulator.control.acceptSubscription('reader', 'tpl-1', 2);
    simulator.control.acceptSubscription('reader-2', 'tpl-1');
    const answers = await Promise.all([message(fits), message(fits), message(fits, { touser: 'reader-2' })]);
    expect(answers.map(({ errcode }) => errcode).sort()).toEqual([0, 0, 43108]);
    expect((await message(fits)).errcode).toBe(0);
  });

  test.each([
    ['thing1', '一'.repeat(20), true],
    ['thing1', '一'.repeat(21), false],
    ['thing1', '😀'.repeat(20), true],
    ['thing1', '两\n行', false],
    ['thing1', '', false],
    ['number2', '12.50', true],
    ['number2', '12元', false],
    ['letter3', 'abc', true],
    ['letter3', 'abc1', false],
    ['symbol4', '★★', true],
    ['character_string5', 'ORDER-20260305', true],
    ['character_string5', '订单', false],
    ['character_string5', 'x'.repeat(33), false],
    ['time6', '15:01', true],
    ['time6', '2026年3月5日 15:01', true],
    ['time6', '15:01~16:30', true],
    ['time6', '明天', false],
    ['date7', '2026年3月5日', true],
    ['date7', '2026-03-05 15:01', true],
    ['date7', '15:01', false],
    ['amount8', '¥18.80', true],
    ['amount8', '18.80元', true],
    ['amount8', '18.80元整', false],
    ['amount8', '12345678901', false],
    ['phone_number9', '+86-0766-66888866', true],
    ['car_number10', '粤A8Z888挂', true],
    ['car_number10', '粤A8Z888挂挂', false],
    ['name11', '张三', true],
    ['name11', '一二三四五六七八九十一', false],
    ['name11', 'Alexander Hamiltons', true],
    ['phrase12', '已发货', true],
    ['phrase12', '已经发货完毕', false],
    ['phrase12', 'ok', false],
    ['unknown13', 'x', false],
  ])('%s = %j is allowed: %s', async (keyword, value, isAllowed) => {
    simulator.control.acceptSubscription('limits', 'tpl-1');
    const answer = await message({ [keyword]: { value } }, { touser: 'limits' });
    expect(answer.errcode).toBe(isAllowed ? 0 : 47003);
    if (!isAllowed) expect(answer.errmsg).toContain(`data.${keyword}.value`);
  });
});

describe('the common rules', () => {
  test('methods and bodies are checked', async () => {
    expect((await get('/wxa/getwxacodeunlimit', { access_token: token })).errcode).toBe(43002);
    expect((await post('/sns/jscode2session', {})).errcode).toBe(43001);
    expect((await post('/wxa/msg_sec_check', '')).errcode).toBe(44002);
    expect((await post('/wxa/msg_sec_check', '{"a":')).errcode).toBe(47001);
    expect((await post('/wxa/msg_sec_check', '[]')).errcode).toBe(47001);
    expect((await post('/wxa/nothing', {})).errcode).toBe(40066);
  });

  test('fault switches give error codes, delays and cut connections', async () => {
    simulator.control.addFault({ kind: 'errcode', errcode: 45009, match: '/wxa/' });
    simulator.control.addFault({ kind: 'errcode', match: '/wxa/' });
    simulator.control.addFault({ kind: 'reset-after', match: '/wxa/' });
    expect((await phone('x')).errcode).toBe(45009);
    expect((await phone('x')).errcode).toBe(-1);
    await expect(phone('x')).rejects.toThrow(/fetch failed/);
    expect((await phone('x')).errcode).toBe(40029);
  });

  test('calls are counted by route', async () => {
    const name = 'POST /wxa/business/getuserphonenumber';
    const before = simulator.control.countCalls()[name] ?? 0;
    await phone('x');
    expect(simulator.control.countCalls()[name]).toBe(before + 1);
  });
});
