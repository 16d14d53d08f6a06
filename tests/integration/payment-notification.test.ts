import { newRow } from '../../src/platform/database/rows';
import { application } from '../support/api';
import { whileInsertsFail } from '../support/broken-table';
import { stockOf, type MadeSku } from '../support/catalog';
import { ensurePaymentRule } from '../support/points';
import { eventually } from '../support/eventually';
import { expectBooksBalance, factsAbout } from '../support/facts';
import { database, signIn, type SignedIn } from '../support/members';
import {
  deliver,
  inbox,
  notificationAbout,
  outTradeNoOf,
  REFUND_NOTIFY_PATH,
  sealedEnvelope,
  signed,
  transactionOf,
  type StoredNotification,
  type WrittenNotification,
} from '../support/notifications';
import { runService } from '../support/run-service';
import { makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

interface Open {
  member: SignedIn;
  sku: MadeSku;
  orderNo: string;
  outTradeNo: string;
}

const PRICE = 5_000;
const failure = { code: 'FAIL', message: expect.any(String) as string };

/** An order that the user has paid in WeChat while the shop has heard nothing of it. */
async function paidUnheard(): Promise<Open> {
  const member = await signIn();
  const sku = await makeSku({ price: PRICE, stock: 3 });
  const orderNo = await placeOrder(member, await pickupOrder(sku));
  await payInWechat(member, await startPayment(member, orderNo), 'none');
  return { member, sku, orderNo, outTradeNo: await outTradeNoOf(orderNo) };
}

const stateOf = async (open: Open) => (await orderOf(open.member, open.orderNo)).status;

/** Runs deliveries that must be refused, and makes sure that nothing at all came of them. */
async function expectNoTrace(open: Open, work: () => Promise<void>): Promise<void> {
  const before = await factsAbout(open.member, [open.sku.id]);
  const stored = (await inbox()).length;
  await work();
  expect(await factsAbout(open.member, [open.sku.id])).toEqual(before);
  expect(await inbox()).toHaveLength(stored);
}

const newest = async (): Promise<StoredNotification | undefined> => (await inbox()).at(-1);

beforeAll(ensurePaymentRule);
afterEach(() => {
  application().wechat.control.clearFaults();
  application().clock.reset();
});

describe('a repeated payment notification', () => {
  // Incident 4.
  it.each([
    ['fifty times at once', true],
    ['fifty times one after the other', false],
  ])('has one effect when it arrives %s', async (_title, parallel) => {
    const open = await paidUnheard();
    const { id } = notificationAbout(open.outTradeNo);
    const attempts = await application().wechat.control.resendNotification(id, { times: 50, parallel });
    expect(attempts.map(({ httpStatus }) => httpStatus).filter((status) => status !== 204 && status !== 200)).toEqual(
      [],
    );
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
    expect(await stockOf(open.sku.id)).toEqual({ available: 2, reserved: 0, sold: 1 });
    expect(await database()('points_records').where({ user_id: open.member.id, type: 'award' })).toHaveLength(1);
    expect(await database()('payment_notifications').where({ notification_id: id })).toHaveLength(1);
    expect(
      await database()('order_logs').where({ order_no: open.orderNo, to_state: 'awaiting_fulfilment' }),
    ).toHaveLength(1);
    const events = await database()('outbox_events').where({ name: 'order.paid', aggregate_id: open.orderNo });
    expect(events).toHaveLength(1);
    await expectBooksBalance({ users: [open.member.id], skus: [open.sku.id] });
  });

  it('has one effect when WeChat sends the same transaction under two ids', async () => {
    const open = await paidUnheard();
    const { id } = notificationAbout(open.outTradeNo);
    const payment = application().wechat.control.findPayment(open.outTradeNo);
    const again = {
      ...transactionOf(open.outTradeNo, PRICE, open.member.openid),
      transaction_id: payment.transactionId,
    };
    const [first, second] = await Promise.all([
      application().wechat.control.resendNotification(id),
      deliver(signed(sealedEnvelope(again))),
    ]);
    expect(first[0]?.httpStatus).toBe(204);
    expect(second.status).toBe(204);
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
    expect(await database()('points_records').where({ user_id: open.member.id, type: 'award' })).toHaveLength(1);
    await expectBooksBalance({ users: [open.member.id], skus: [open.sku.id] });
  });

  it('does not turn an order back that has moved on', async () => {
    const open = await paidUnheard();
    const { id } = notificationAbout(open.outTradeNo);
    await application().wechat.control.resendNotification(id);
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
    await database()('orders').where({ order_no: open.orderNo }).update({ state: 'completed' });
    const before = await factsAbout(open.member, [open.sku.id]);
    await application().wechat.control.resendNotification(id, { times: 5, parallel: true });
    expect(await factsAbout(open.member, [open.sku.id])).toEqual(before);
  });
});

describe('a payment notification that WeChat did not write', () => {
  it.each([
    'bad-signature',
    'signature-probe',
    'stale-timestamp',
    'future-timestamp',
    'unknown-serial',
    'missing-headers',
  ] as const)('is answered 401 FAIL and leaves no trace: %s', async (kind) => {
    const open = await paidUnheard();
    await expectNoTrace(open, async () => {
      application().wechat.control.addFault({ kind, on: 'notification' });
      const [attempt] = await application().wechat.control.resendNotification(notificationAbout(open.outTradeNo).id);
      expect(attempt?.httpStatus).toBe(401);
    });
    await application().wechat.control.resendNotification(notificationAbout(open.outTradeNo).id);
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
  });

  const genuine = (open: Open): WrittenNotification =>
    signed(sealedEnvelope(transactionOf(open.outTradeNo, PRICE, open.member.openid)));
  const withHeader = (name: string, value: string) => (open: Open) => {
    const written = genuine(open);
    return { ...written, headers: { ...written.headers, [name]: value } };
  };
  const withoutHeader = (name: string) => (open: Open) => {
    const { body, headers } = genuine(open);
    return { body, headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)) };
  };

  it.each<[string, (open: Open) => WrittenNotification]>([
    ['a body changed by one blank', (open) => ({ ...genuine(open), body: `${genuine(open).body} ` })],
    [
      'a body with the order number of somebody else',
      (open) => {
        const { headers } = genuine(open);
        return { headers, body: genuine(open).body.replace('TRANSACTION', 'TRANSACTIOM') };
      },
    ],
    ['a signature of exactly 300 seconds ago', (open) => signed(genuine(open).body, -300)],
    ['a signature from 300 seconds ahead', (open) => signed(genuine(open).body, 301)],
    ['a signature that is no base64', withHeader('Wechatpay-Signature', '!!not base64!!')],
    ['an empty signature', withHeader('Wechatpay-Signature', '')],
    ['another signature type', withHeader('Wechatpay-Signature-Type', 'WECHATPAY2-SM2-WITH-SM3')],
    ['a timestamp that is no number', withHeader('Wechatpay-Timestamp', 'yesterday')],
    ['a serial that is a path', withHeader('Wechatpay-Serial', '../../etc/passwd')],
    ['a serial of the object prototype', withHeader('Wechatpay-Serial', '__proto__')],
    ['no timestamp', withoutHeader('Wechatpay-Timestamp')],
    ['no nonce', withoutHeader('Wechatpay-Nonce')],
    ['no serial', withoutHeader('Wechatpay-Serial')],
    ['no signature', withoutHeader('Wechatpay-Signature')],
  ])('is answered 401 FAIL and leaves no trace: %s', async (_title, write) => {
    const open = await paidUnheard();
    await expectNoTrace(open, async () => {
      const answer = await deliver(write(open));
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(failure);
    });
  });

  it.each(['{"id":', '', '[]', 'null', '"text"', '{"resource":{}}', '{"id":1,"resource":"x"}'])(
    'is answered with FAIL and leaves no trace when the body is %j, signed or not',
    async (body) => {
      const open = await paidUnheard();
      await expectNoTrace(open, async () => {
        for (const written of [{ body, headers: {} }, signed(body)]) {
          for (const path of [undefined, REFUND_NOTIFY_PATH]) {
            const answer = await deliver(written, path);
            expect([400, 401]).toContain(answer.status);
            expect(answer.body).toEqual(failure);
          }
        }
      });
    },
  );
});

describe('a genuine notification that cannot be opened', () => {
  // Incident 33.
  it('is answered 400 FAIL and changes nothing when the tag does not fit', async () => {
    const open = await paidUnheard();
    await expectNoTrace(open, async () => {
      application().wechat.control.addFault({ kind: 'broken-resource', on: 'notification' });
      const [attempt] = await application().wechat.control.resendNotification(notificationAbout(open.outTradeNo).id);
      expect(attempt?.httpStatus).toBe(400);
    });
  });

  it('is answered 400 FAIL and changes nothing when one bit of the ciphertext was flipped', async () => {
    const open = await paidUnheard();
    const content = { ...transactionOf(open.outTradeNo, PRICE, open.member.openid), trade_state: 'NOTPAY' };
    const envelope = JSON.parse(sealedEnvelope(content)) as { resource: { ciphertext: string } };
    const bytes = Buffer.from(envelope.resource.ciphertext, 'base64');
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    envelope.resource.ciphertext = bytes.toString('base64');
    await expectNoTrace(open, async () => {
      const answer = await deliver(signed(JSON.stringify(envelope)));
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual(failure);
    });
  });
});

describe('a genuine notification that does not fit', () => {
  // Incident 8.
  it.each<[string, Record<string, unknown>]>([
    ['a smaller amount', { amount: { total: 1, payer_total: 1 } }],
    ['a larger amount', { amount: { total: PRICE + 1 } }],
    ['no amount', { amount: null }],
    ['an amount as text', { amount: { total: String(PRICE) } }],
    ['another currency', { amount: { currency: 'USD' } }],
    ['another mini-program', { appid: 'wx0000000000000000' }],
    ['another merchant', { mchid: '1900000000' }],
    ['an unknown order', { out_trade_no: 'NOSUCHORDER0001' }],
    ['a payment that did not succeed', { trade_state: 'NOTPAY' }],
  ])('is acknowledged, kept, flagged and never marks anything paid: %s', async (title, fields) => {
    const open = await paidUnheard();
    const before = await factsAbout(open.member, [open.sku.id]);
    const { id } = notificationAbout(open.outTradeNo);
    const [attempt] = await application().wechat.control.resendNotification(id, { fields });
    expect(attempt?.httpStatus).toBe(204);
    const states = title.includes('did not succeed') ? ['flagged', 'ignored'] : ['flagged'];
    await eventually(async () => {
      const stored = (await inbox()).find((row) => row.notification_id === id);
      expect(stored?.raw_body).toContain(id);
      expect(states).toContain(stored?.state);
    });
    const after = await factsAbout(open.member, [open.sku.id]);
    expect(after).toMatchObject({ orders: before.orders, stock: before.stock, account: before.account });
    expect(await stateOf(open)).toBe('pending_payment');
    await expectBooksBalance({ users: [open.member.id], skus: [open.sku.id] });
  });

  it('does not keep the true notification from being heard afterwards', async () => {
    const open = await paidUnheard();
    const wrong = transactionOf(open.outTradeNo, 1, open.member.openid);
    expect((await deliver(signed(sealedEnvelope(wrong)))).status).toBe(204);
    await application().wechat.control.resendNotification(notificationAbout(open.outTradeNo).id);
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
    await expectBooksBalance({ users: [open.member.id], skus: [open.sku.id] });
  });

  it('does not mark an order paid when another order’s transaction is named', async () => {
    const first = await paidUnheard();
    const second = await paidUnheard();
    const { transactionId } = application().wechat.control.findPayment(first.outTradeNo);
    await application().wechat.control.resendNotification(notificationAbout(first.outTradeNo).id);
    await eventually(async () => expect(await stateOf(first)).toBe('awaiting_fulfilment'));
    const stolen = { ...transactionOf(second.outTradeNo, PRICE, second.member.openid), transaction_id: transactionId };
    const answer = await deliver(signed(sealedEnvelope(stolen)));
    expect(answer.status).toBe(204);
    expect(await stateOf(second)).toBe('pending_payment');
    await eventually(async () =>
      expect(await newest()).toMatchObject({ state: 'flagged', last_error: 'mismatch: transactionId' }),
    );
  });
});

describe('a notification whose effect fails', () => {
  // Incident 5.
  it('is acknowledged after the durable insert, stays received and is applied by the sweep', async () => {
    const open = await paidUnheard();
    const { id } = notificationAbout(open.outTradeNo);
    const row = async () => (await inbox()).find((stored) => stored.notification_id === id);
    await whileInsertsFail('points_records', async () => {
      const [attempt] = await application().wechat.control.resendNotification(id);
      expect(attempt?.httpStatus).toBe(204);
      await eventually(async () => expect((await row())?.attempts).toBeGreaterThan(0));
      expect(await row()).toMatchObject({ state: 'received', last_error: expect.any(String) as string });
      expect(await stateOf(open)).toBe('pending_payment');
      expect(await stockOf(open.sku.id)).toEqual({ available: 2, reserved: 1, sold: 0 });
    });
    application().clock.advance({ minutes: 10 });
    await runService('api::payment.sweep-notifications');
    expect((await row())?.state).toBe('applied');
    expect(await stateOf(open)).toBe('awaiting_fulfilment');
    await expectBooksBalance({ users: [open.member.id], skus: [open.sku.id] });
  });

  it('is applied by one sweep together with all others that became due', async () => {
    const at = application().clock.now();
    const tag = `DUE${at.getTime()}`;
    const rows = Array.from({ length: 230 }, (_, index) => ({
      ...newRow(at),
      notification_id: `${tag}-${index}`,
      kind: 'payment',
      event_type: 'TRANSACTION.SUCCESS',
      resource: JSON.stringify(transactionOf(`${tag}N${index}`, 1, 'nobody')),
      raw_body: '{}',
      state: 'received',
      attempts: 0,
      next_attempt_at: at,
    }));
    for (let start = 0; start < rows.length; start += 50)
      await database()('payment_notifications').insert(rows.slice(start, start + 50));
    application().clock.advance({ seconds: 1 });
    await runService('api::payment.sweep-notifications');
    const left = await database()('payment_notifications').whereLike('notification_id', `${tag}-%`).select('state');
    expect(left.map(({ state }: { state: string }) => state)).toEqual(rows.map(() => 'flagged'));
    await database()('payment_notifications').whereLike('notification_id', `${tag}-%`).delete();
  });

  // Incident 5.
  it('is not acknowledged when it could not be stored', async () => {
    const open = await paidUnheard();
    const { id } = notificationAbout(open.outTradeNo);
    await whileInsertsFail('payment_notifications', async () => {
      const [attempt] = await application().wechat.control.resendNotification(id);
      expect(attempt?.httpStatus).toBe(500);
      expect(await stateOf(open)).toBe('pending_payment');
    });
    await application().wechat.control.resendNotification(id);
    await eventually(async () => expect(await stateOf(open)).toBe('awaiting_fulfilment'));
  });
});
