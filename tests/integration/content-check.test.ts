import type {} from '../../src/api/wechat/services/check-content';
import type {} from '../../src/api/wechat/services/conclude-media-check';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { database, newOpenid, signIn } from '../support/members';

const content = () => getService(application().strapi, 'api::wechat.check-content');
const control = () => application().wechat.control;

const checkOf = async (subject: string) =>
  (await database()('media_checks').where({ subject }).first()) as Record<string, unknown>;

const verdictsOn = async (traceId: string | null) =>
  (
    (await database()('outbox_events').where({ name: 'wechat.media-checked', aggregate_id: traceId })) as {
      payload: string;
    }[]
  ).map(({ payload }) => JSON.parse(payload) as unknown);

let serial = 0;
const newSubject = (): string => `review:${process.pid}-${(serial += 1)}-${Date.now()}`;

beforeAll(() => control().changeSettings({ mediaCheckSeconds: null }));
afterAll(() => control().changeSettings({ mediaCheckSeconds: 1 }));
afterEach(() => {
  control().clearFaults();
  application().clock.reset();
});

describe('the check of a text', () => {
  it.each([
    ['很好喝的茶', { verdict: 'pass', label: 100 }],
    ['这句话疑似广告', { verdict: 'review', label: 21000 }],
    ['这句话违规', { verdict: 'risky', label: 20006 }],
    ['   ', { verdict: 'pass', label: null }],
  ])('answers %j with %j', async (text, expected) => {
    const { openid } = await signIn();
    await expect(content().text({ openid, scene: 'comment', content: text })).resolves.toEqual(expected);
  });

  it('is for a human when the author was away for two hours, is unknown, or WeChat is away', async () => {
    const { openid } = await signIn();
    const human = { verdict: 'review', label: null };
    const text = { openid, scene: 'comment', content: '很好喝的茶' } as const;
    application().clock.advance({ hours: 3 });
    await expect(content().text(text)).resolves.toEqual(human);
    application().clock.reset();
    await expect(content().text({ ...text, openid: newOpenid() })).resolves.toEqual(human);
    for (const kind of ['reset-before', 'errcode', 'truncated-body', 'too-many-requests'] as const) {
      control().addFault({ kind, match: '/wxa/msg_sec_check' });
      await expect(content().text(text)).resolves.toEqual(human);
    }
  });
});

describe('the check of a picture', () => {
  it('is open until its verdict comes, which is kept and announced once', async () => {
    const { openid } = await signIn();
    const subject = newSubject();
    const { traceId } = await content().image({ openid, url: '/uploads/tea.png', scene: 'comment', subject });
    expect(traceId).toEqual(expect.any(String));
    expect(await checkOf(subject)).toMatchObject({ state: 'pending', trace_id: traceId });
    const conclude = getService(application().strapi, 'api::wechat.conclude-media-check');
    const verdict = { traceId: traceId ?? '', suggest: 'risky', label: 20002, at: application().clock.now() } as const;
    await Promise.all([conclude(verdict), conclude(verdict)]);
    await conclude({ ...verdict, suggest: 'pass', label: 100 });
    expect(await checkOf(subject)).toMatchObject({ state: 'judged', suggest: 'risky', label: 20002 });
    expect(await verdictsOn(traceId)).toEqual([{ subject, traceId, suggest: 'risky', label: 20002 }]);
  });

  it('has no trace id when WeChat does not take it, and the record says why', async () => {
    const { openid } = await signIn();
    const subject = newSubject();
    control().addFault({ kind: 'errcode', errcode: 45009, match: '/wxa/media_check_async' });
    const image = { openid, url: 'https://cdn.example/a.png', scene: 'comment', subject } as const;
    await expect(content().image(image)).resolves.toEqual({ traceId: null });
    expect(await checkOf(subject)).toMatchObject({
      state: 'failed',
      last_error: expect.stringContaining('45009') as string,
    });
  });

  it('is for a human when the verdict does not come', async () => {
    const { openid } = await signIn();
    const subject = newSubject();
    const { traceId } = await content().image({ openid, url: '/uploads/tea.png', scene: 'comment', subject });
    await application().runJob('give-up-media-checks');
    expect(await verdictsOn(traceId)).toEqual([]);
    application().clock.advance({ hours: 7 });
    await application().runJob('give-up-media-checks');
    await application().runJob('give-up-media-checks');
    expect(await checkOf(subject)).toMatchObject({ state: 'unanswered', suggest: 'review' });
    expect(await verdictsOn(traceId)).toEqual([{ subject, traceId, suggest: 'review', label: null }]);
  });
});
