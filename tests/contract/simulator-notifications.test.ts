import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { RETRY_SECONDS } from '../../src/gateways/wechat-simulator/notifier';
import { TestMerchant } from './support/simulator-merchant';
import { openResource, type ReceivedNotification, type Receiver, startReceiver } from './support/simulator-receiver';

const credentials = createSandboxCredentials();
let simulator: RunningSimulator;
let merchant: TestMerchant;
let receiver: Receiver;

async function start(options: { scale?: number; deadlineMs?: number } = {}) {
  simulator = await startWechatSimulator({
    credentials,
    notifyRetrySecondsScale: options.scale ?? 0.0001,
    notifyDeadlineMs: options.deadlineMs ?? 5000,
    settings: { refundSettleSeconds: null },
  });
  merchant = new TestMerchant(simulator, credentials);
}

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await simulator.close();
  await receiver.close();
});

const buy = (outTradeNo: string, notify: 'normal' | 'none' = 'normal') =>
  merchant.buy(outTradeNo, { notify_url: receiver.url }, notify);

const isGenuine = ({ headers, rawBody }: ReceivedNotification) => merchant.isSigned(headers, rawBody);

async function delivered(count: number) {
  const received = await receiver.waitFor(count);
  await simulator.control.deliveriesSettled();
  return { received, notification: simulator.control.listNotifications()[0] };
}

test('a payment is announced once, signed and sealed, with exactly what a query shows', async () => {
  await start();
  await buy('NOTIFY-1');
  const { received, notification } = await delivered(1);
  const [message] = received;
  if (!message) throw new Error('nothing arrived');
  expect(isGenuine(message)).toBe(true);
  expect(message.headers['content-type']).toBe('application/json');
  expect(message.envelope).toMatchObject({
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    resource: { algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction', associated_data: 'transaction' },
  });
  expect(message.envelope.resource.nonce).toHaveLength(12);
  expect(openResource(message, credentials.apiV3Key)).toEqual((await merchant.query('NOTIFY-1')).body);
  expect(notification).toMatchObject({ status: 'delivered', nextAttemptAt: null });
  expect(receiver.received).toHaveLength(1);
});

test.each([[200], [204]])('an answer of %i ends the deliveries', async (status) => {
  await start();
  receiver.answers.push(status);
  await buy('NOTIFY-2');
  expect((await delivered(1)).notification?.status).toBe('delivered');
});

test('other answers bring it again: the same id, freshly signed and sealed', async () => {
  await start();
  receiver.answers.push(500, 401, 202, 302, 204);
  await buy('NOTIFY-3');
  const { received, notification } = await delivered(5);
  expect(new Set(received.map(({ envelope }) => envelope.id)).size).toBe(1);
  expect(new Set(received.map(({ envelope }) => envelope.resource.ciphertext)).size).toBe(5);
  expect(new Set(received.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(5);
  expect(received.every(isGenuine)).toBe(true);
  expect(notification?.attempts.map(({ httpStatus }) => httpStatus)).toEqual([500, 401, 202, 302, 204]);
});

test('the schedule is WeChat’s: fifteen retries within a day, then it gives up', async () => {
  expect(RETRY_SECONDS).toHaveLength(15);
  expect(RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0)).toBe(24 * 3600 + 4 * 60);
  await start({ scale: 0.000_001 });
  receiver.answers.push(...Array.from({ length: 20 }, () => 500));
  await buy('NOTIFY-4');
  const { notification } = await delivered(16);
  expect(notification).toMatchObject({ status: 'given-up', nextAttemptAt: null });
  expect(receiver.received).toHaveLength(16);
});

test('a receiver that does not answer in time is asked again', async () => {
  await start({ deadlineMs: 50 });
  receiver.answers.push(null, 204);
  await buy('NOTIFY-5');
  const { notification } = await delivered(2);
  expect(notification?.attempts[0]).toMatchObject({ httpStatus: null, problem: 'no answer within the deadline' });
  expect(notification?.status).toBe('delivered');
});

test('a receiver that is not there is asked again', async () => {
  await start({ scale: 1 });
  await merchant.buy('NOTIFY-6', {}, 'normal');
  await simulator.control.deliveriesSettled();
  const [notification] = simulator.control.listNotifications();
  expect(notification?.attempts[0]).toMatchObject({ httpStatus: null, problem: 'connection failed' });
  const waitMs = (notification?.nextAttemptAt ?? 0) - Date.now();
  expect(waitMs).toBeGreaterThan(13_000);
  expect(waitMs).toBeLessThanOrEqual(15_000);
});

test('“none” keeps it back until it is sent by hand, as often as wanted', async () => {
  await start();
  const { notificationId = '' } = await buy('NOTIFY-7', 'none');
  await simulator.control.deliveriesSettled();
  expect(receiver.received).toHaveLength(0);
  const attempts = await simulator.control.resendNotification(notificationId, { times: 20, parallel: true });
  expect(attempts).toHaveLength(20);
  expect(receiver.received.every(isGenuine)).toBe(true);
  expect(new Set(receiver.received.map(({ envelope }) => envelope.id))).toEqual(new Set([notificationId]));
});

test('“duplicate” sends it twice at once, “delayed” later', async () => {
  await start();
  const pay = async (outTradeNo: string, changes: Record<string, unknown>) => {
    const { body } = await merchant.prepay(outTradeNo, { notify_url: receiver.url });
    const payParams = merchant.payParams(String(body.prepay_id));
    return simulator.control.pay({ payParams, openid: 'buyer-1', ...changes });
  };
  await pay('NOTIFY-8', { notify: 'duplicate' });
  await delivered(2);
  await pay('NOTIFY-9', { notify: 'delayed', notifyDelaySeconds: 0.1 });
  await simulator.control.deliveriesSettled();
  expect(receiver.received).toHaveLength(2);
  await delivered(3);
  expect(receiver.received).toHaveLength(3);
});

test('a resend with other fields is a genuine notification that does not fit', async () => {
  await start();
  const { notificationId = '' } = await buy('NOTIFY-10', 'none');
  await simulator.control.resendNotification(notificationId, { fields: { amount: { total: 1 } } });
  const [message] = receiver.received;
  if (!message) throw new Error('nothing arrived');
  expect(isGenuine(message)).toBe(true);
  expect(openResource(message, credentials.apiV3Key).amount).toMatchObject({ total: 1, payer_total: 1880 });
  expect((await merchant.query('NOTIFY-10')).body.amount.total).toBe(1880);
});

test('during a key migration notifications alternate between the two kinds of key', async () => {
  await start();
  await simulator.control.changeSettings({ keyMode: 'mixed' });
  for (const outTradeNo of ['MIGRATION-1', 'MIGRATION-2']) await buy(outTradeNo);
  const { received } = await delivered(2);
  const serials = received.map(({ headers }) => headers['wechatpay-serial']).sort();
  expect(serials).toEqual([credentials.platformCertificates[0].serial, credentials.wechatpayPublicKeyId].sort());
});

describe('signature probes', () => {
  test('every n-th delivery is a probe; a receiver that refuses it gets the right one next', async () => {
    await start();
    await simulator.control.changeSettings({ signatureProbeEvery: 2 });
    receiver.answers.push(204, 401, 204);
    await buy('PROBE-1');
    await delivered(1);
    await buy('PROBE-2');
    const { received } = await delivered(3);
    expect(received.map(isGenuine)).toEqual([true, false, true]);
    expect(received[1]?.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//);
    const [, probed] = simulator.control.listNotifications();
    expect(probed).toMatchObject({ status: 'delivered', hasAcceptedProbe: false });
  });

  test('a receiver that accepts a probe is found out, and the probe does not count as delivered', async () => {
    await start();
    simulator.control.addFault({ kind: 'signature-probe', on: 'notification' });
    await buy('PROBE-3');
    const { notification } = await delivered(2);
    expect(notification).toMatchObject({ status: 'delivered', hasAcceptedProbe: true });
    expect(notification?.attempts.map(({ wasProbe }) => wasProbe)).toEqual([true, false]);
  });
});

describe('fault switches on deliveries', () => {
  const disturbed = async (kind: 'bad-signature' | 'broken-resource' | 'drop' | 'duplicate' | 'missing-headers') => {
    simulator.control.addFault({ kind, on: 'notification', match: '/pay/' });
    receiver.answers.push(...(kind === 'drop' || kind === 'duplicate' ? [] : [400]));
    await buy(`DISTURBED-${kind}`);
    return (await delivered(kind === 'drop' ? 1 : 2)).received;
  };

  test.each(['bad-signature', 'missing-headers'] as const)('%s spoils one delivery', async (kind) => {
    await start();
    expect((await disturbed(kind)).map(isGenuine)).toEqual([false, true]);
  });

  test('broken-resource is genuine outside and cannot be opened', async () => {
    await start();
    const [broken, whole] = await disturbed('broken-resource');
    if (!broken || !whole) throw new Error('nothing arrived');
    expect(isGenuine(broken)).toBe(true);
    expect(() => openResource(broken, credentials.apiV3Key)).toThrow();
    expect(openResource(whole, credentials.apiV3Key)).toHaveProperty('transaction_id');
  });

  test('drop loses one delivery, the retry arrives', async () => {
    await start();
    expect((await disturbed('drop')).map(isGenuine)).toEqual([true]);
    expect(simulator.control.listNotifications()[0]?.attempts).toHaveLength(2);
  });

  test('duplicate doubles one delivery', async () => {
    await start();
    expect((await disturbed('duplicate')).map(isGenuine)).toEqual([true, true]);
  });

  test('delay lets a later notification overtake', async () => {
    await start();
    simulator.control.addFault({ kind: 'delay', on: 'notification', seconds: 0.2 });
    const first = await buy('OVERTAKEN-1');
    const second = await buy('OVERTAKING-1');
    const { received } = await delivered(2);
    expect(received.map(({ envelope }) => envelope.id)).toEqual([second.notificationId, first.notificationId]);
  });
});

test.each(['SUCCESS', 'ABNORMAL', 'CLOSED'] as const)('a refund that ends as %s is announced', async (status) => {
  await start();
  await buy(`REFUNDED-${status}`, 'none');
  await merchant.refund(`REFUNDED-${status}`, `R-${status}`, { notify_url: receiver.url });
  const { refundId } = await simulator.control.settleRefund(`R-${status}`, { status });
  const [message] = (await delivered(1)).received;
  if (!message) throw new Error('nothing arrived');
  expect(message.envelope).toMatchObject({ event_type: `REFUND.${status}`, resource: { original_type: 'refund' } });
  const content = openResource(message, credentials.apiV3Key);
  expect(content).toMatchObject({
    mchid: credentials.mchId,
    out_refund_no: `R-${status}`,
    refund_id: refundId,
    refund_status: status,
    amount: { total: 1880, refund: 880, payer_total: 1880, payer_refund: 880 },
  });
  expect(content).not.toHaveProperty('status');
  expect('success_time' in content).toBe(status === 'SUCCESS');
});

test('a refund without a notify URL is not announced', async () => {
  await start();
  await buy('SILENT-1', 'none');
  await merchant.refund('SILENT-1', 'R-SILENT');
  await simulator.control.settleRefund('R-SILENT', { status: 'SUCCESS' });
  expect(simulator.control.listNotifications()).toHaveLength(1);
});
