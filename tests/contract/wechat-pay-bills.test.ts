import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createWechatPayClient } from '../../src/gateways/wechat-pay/client';
import type { WechatPayPort } from '../../src/gateways/wechat-pay/port';
import { type RunningSimulator, startWechatSimulator } from '../../src/gateways/wechat-simulator';
import { failureOf, NOW, payConfig, signed, startPayFixture, type PayFixture } from './support/pay-fixture';
import { sandboxClient, sandboxCredentials } from './support/sandbox-client';
import { DAY, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';
import { startTinyServer } from './support/tiny-server';

const text = async (bill: AsyncIterable<Buffer> | null): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of bill ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};

describe('against the simulator', () => {
  const clock = new TestClock();
  const day = '2026-03-05';
  let simulator: RunningSimulator;
  let client: WechatPayPort;

  beforeAll(async () => {
    simulator = await startWechatSimulator({ credentials: sandboxCredentials, now: clock.now });
    client = sandboxClient(simulator, clock.now);
    const merchant = new TestMerchant(simulator, sandboxCredentials, clock.nowMs);
    await merchant.buy('CLIENT-BILL-1');
    await merchant.refund('CLIENT-BILL-1', 'R-CLIENT-BILL-1');
    clock.advance(DAY);
  });
  afterAll(() => simulator.close());
  afterEach(() => {
    simulator.control.clearFaults();
  });

  test('both bills of a day arrive unpacked and complete', async () => {
    const trade = await text(await client.openBill({ kind: 'trade', date: day }));
    expect(trade).toContain(',`CLIENT-BILL-1,');
    expect(trade.trimEnd()).toMatch(/`2\.0,`18\.8,`8\.8,/);
    const flow = await text(await client.openBill({ kind: 'fund_flow', date: day }));
    expect(flow).toContain('`R-CLIENT-BILL-1\r\n');
  });

  test('a day without trade is null; before ten in the morning the same answer is worth another try', async () => {
    await expect(client.openBill({ kind: 'trade', date: '2026-03-01' })).resolves.toBeNull();
    const error = await failureOf(client.openBill({ kind: 'trade', date: '2026-03-06' }));
    expect(error).toMatchObject({ wechatCode: 'NO_STATEMENT_EXIST', isVerified: true, isRetryable: true });
  });

  test('a bill that is being made is worth another try', async () => {
    const early = new TestClock();
    early.advance(17.5 * 3_600_000);
    const morning = await startWechatSimulator({ credentials: sandboxCredentials, now: early.now });
    const error = await failureOf(sandboxClient(morning, early.now).openBill({ kind: 'trade', date: day }));
    await morning.close();
    expect(error).toMatchObject({ wechatCode: 'STATEMENT_CREATING', isRetryable: true });
  });

  test.each(['too-many-requests', 'system-error-before', 'reset-before', 'missing-headers', 'bad-signature'] as const)(
    'the question disturbed by %s draws no conclusion and works when it is asked again',
    async (kind) => {
      simulator.control.addFault({ kind, match: '/v3/bill/' });
      const error = await failureOf(client.openBill({ kind: 'trade', date: '2026-03-01' }));
      expect(error).toMatchObject({ isRetryable: true, mayHaveTakenEffect: false });
      await expect(client.openBill({ kind: 'trade', date: '2026-03-01' })).resolves.toBeNull();
    },
  );

  // Incident 25.
  test.each([
    ['truncated-body', 'hash'],
    ['altered-content', 'hash'],
    ['system-error-before', 'headers'],
  ] as const)('a download disturbed by %s ends in an error', async (kind, verificationFailure) => {
    simulator.control.addFault({ kind, match: '/v3/billdownload/' });
    const error = await failureOf(text(await client.openBill({ kind: 'trade', date: day })));
    expect(error).toMatchObject({ kind: 'unverified', verificationFailure, isRetryable: true });
    expect(await text(await client.openBill({ kind: 'trade', date: day }))).toContain('CLIENT-BILL-1');
  });

  test('a connection cut during the download is a network error', async () => {
    simulator.control.addFault({ kind: 'reset-before', match: '/v3/billdownload/' });
    expect(await failureOf(text(await client.openBill({ kind: 'trade', date: day })))).toMatchObject({
      kind: 'network',
    });
  });

  test('a long bill passes through in pieces, and may be left early', async () => {
    await simulator.control.bills.alter('2026-03-02', { change: 'synthetic', count: 100_000 });
    const bill = await client.openBill({ kind: 'trade', date: '2026-03-02' });
    let largest = 0;
    let size = 0;
    for await (const piece of bill ?? []) {
      largest = Math.max(largest, piece.length);
      size += piece.length;
    }
    expect(size).toBeGreaterThan(20_000_000);
    expect(largest).toBeLessThanOrEqual(64 * 1024);
    const again = await client.openBill({ kind: 'trade', date: '2026-03-02' });
    for await (const piece of again ?? []) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('against a platform that cannot be trusted', () => {
  const CONTENT = Buffer.from('\uFEFFa,b\r\n`1,`2\r\n');
  const sha1 = (content: Buffer) => createHash('sha1').update(content).digest('hex');
  const offer = (download_url: string, hash_value = sha1(CONTENT)) =>
    signed(200, { hash_type: 'SHA1', hash_value, download_url });
  const URL_OF_BILL = 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=abc%2Bd&tartype=gzip';
  const request = { kind: 'trade', date: '2022-05-30' } as const;
  let fixture: PayFixture;

  beforeAll(async () => {
    fixture = await startPayFixture();
  });
  beforeEach(() => {
    fixture.server.seen.length = 0;
  });
  afterAll(() => fixture.server.close());

  test('the download is signed over path and query and goes to the configured host', async () => {
    fixture.server.answer = ({ url }) =>
      url.startsWith('/v3/bill/') ? offer(URL_OF_BILL) : { status: 200, body: gzipSync(CONTENT) };
    expect(await text(await fixture.client.openBill(request))).toBe(CONTENT.toString('utf8'));
    expect(fixture.server.seen.map(({ url }) => url)).toEqual([
      '/v3/bill/tradebill?bill_date=2022-05-30&bill_type=ALL&tar_type=GZIP',
      '/v3/billdownload/file?token=abc%2Bd&tartype=gzip',
    ]);
    expect(fixture.server.seen[1]?.headers.authorization).toMatch(/^WECHATPAY2-SHA256-RSA2048 mchid="1900007291"/);
  });

  test('a foreign host in the download URL is never contacted', async () => {
    const foreign = await startTinyServer();
    fixture.server.answer = ({ url }) =>
      url.startsWith('/v3/bill/')
        ? offer(`${foreign.url}/v3/billdownload/file?token=1`)
        : { status: 200, body: gzipSync(CONTENT) };
    await text(await fixture.client.openBill(request));
    expect(foreign.seen).toHaveLength(0);
    await foreign.close();
  });

  test.each([
    'https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi?token=1',
    'https://api.mch.weixin.qq.com/v3/billdownload/file',
    'https://api.mch.weixin.qq.com/v3/billdownload/file/../../refund?x=1',
    'nonsense',
  ])('the download URL %s is refused', async (url) => {
    fixture.server.answer = () => offer(url);
    expect(await failureOf(fixture.client.openBill(request))).toMatchObject({ kind: 'api', httpStatus: 200 });
    expect(fixture.server.seen).toHaveLength(1);
  });

  test('a redirect of the download is not followed', async () => {
    const foreign = await startTinyServer();
    fixture.server.answer = ({ url }) =>
      url.startsWith('/v3/bill/') ? offer(URL_OF_BILL) : { status: 302, headers: { Location: foreign.url } };
    expect(await failureOf(text(await fixture.client.openBill(request)))).toMatchObject({ kind: 'network' });
    expect(foreign.seen).toHaveLength(0);
    await foreign.close();
  });

  // Incident 25.
  test('an unsigned "no bill" is not believed', async () => {
    fixture.server.answer = () => ({ status: 400, body: JSON.stringify({ code: 'NO_STATEMENT_EXIST', message: '' }) });
    const error = await failureOf(fixture.client.openBill(request));
    expect(error).toMatchObject({ kind: 'unverified', verificationFailure: 'headers', isRetryable: true });
  });

  test.each([
    ['with another content', gzipSync(Buffer.from('forged'))],
    ['that is not packed', CONTENT],
    ['cut in the middle', gzipSync(randomBytes(1000)).subarray(0, 500)],
  ])('a bill %s ends in an error', async (_what, body) => {
    fixture.server.answer = ({ url }) => (url.startsWith('/v3/bill/') ? offer(URL_OF_BILL) : { status: 200, body });
    const error = await failureOf(text(await fixture.client.openBill(request)));
    expect(error).toMatchObject({ kind: 'unverified', verificationFailure: 'hash' });
  });

  test.each(['hang', 'reset'] as const)('a download that stops (%s) is a network error', async (answer) => {
    fixture.server.answer = ({ url }) => (url.startsWith('/v3/bill/') ? offer(URL_OF_BILL) : answer);
    const client = createWechatPayClient({ ...payConfig(fixture.server.url), timeoutMs: 300 }, { now: () => NOW });
    expect(await failureOf(text(await client.openBill(request)))).toMatchObject({ kind: 'network' });
  });

  test.each(['2022-13-01', '2022-02-30', '20220201', "2022-01-01&x='"])(
    'the day %s is refused unsent',
    async (date) => {
      await expect(fixture.client.openBill({ kind: 'trade', date })).rejects.toThrow(RangeError);
      expect(fixture.server.seen).toHaveLength(0);
    },
  );
});
