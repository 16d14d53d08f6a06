import type { Context } from '../../src/platform/http/context';
import { limitRate, limitStrangers, type RateClass } from '../../src/platform/http/rate-limit';
import { Refusal } from '../../src/platform/errors/refusal';
import { application } from '../support/api';

const original = () => application().strapi.config.get<Record<string, unknown>>('mallard');

/** The middleware as a shop with these limits would build it. */
function withLimits<Made>(limits: Record<string, number>, make: () => Made): Made {
  const { config } = application().strapi;
  const kept = original();
  config.set('mallard', { ...kept, ...limits });
  const made = make();
  config.set('mallard', kept);
  return made;
}

let serial = Date.now();
const newUser = () => (serial += 1);
const newIp = () => `198.51.${(serial += 1) % 250}.${serial % 249}`;

interface Outcome {
  isAllowed: boolean;
  retryAfter: string | undefined;
}

async function call(
  middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>,
  { ip, user, answer = () => undefined }: { ip: string; user?: number; answer?: () => void },
): Promise<Outcome> {
  const headers: Record<string, string> = {};
  const ctx = {
    ip,
    state: user === undefined ? {} : { member: { id: user } },
    set: (name: string, value: string) => (headers[name] = value),
  } as unknown as Context;
  try {
    await middleware(ctx, () => {
      answer();
      return Promise.resolve();
    });
    return { isAllowed: true, retryAfter: undefined };
  } catch (error) {
    if ((error as Refusal).name !== 'RateLimitError') throw error;
    return { isAllowed: false, retryAfter: headers['Retry-After'] };
  }
}

const limits = {
  RATE_LIMIT_READS_PER_MINUTE: 3,
  RATE_LIMIT_WRITES_PER_MINUTE: 2,
  RATE_LIMIT_LOGINS_PER_MINUTE: 1,
  RATE_LIMIT_IP_FACTOR: 2,
};
const door = (rate: RateClass) => withLimits(limits, () => limitRate(application().strapi, rate));

describe('calls within any minute', () => {
  it('of one user are limited on whatever address he is, and the answer says when to come back', async () => {
    const read = door('read');
    const user = newUser();
    for (let turn = 0; turn < 3; turn += 1) expect((await call(read, { ip: newIp(), user })).isAllowed).toBe(true);
    const refused = await call(read, { ip: newIp(), user });
    expect(refused.isAllowed).toBe(false);
    expect(refused.retryAfter).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect((await call(read, { ip: newIp(), user: newUser() })).isAllowed).toBe(true);
  });

  it('of one address are limited as well, whoever makes them, far above what one user may do', async () => {
    const read = door('read');
    const ip = newIp();
    for (let turn = 0; turn < 5; turn += 1) expect((await call(read, { ip, user: newUser() })).isAllowed).toBe(true);
    expect((await call(read, { ip })).isAllowed).toBe(true);
    const late = newUser();
    expect((await call(read, { ip, user: late })).isAllowed).toBe(false);
    expect((await call(read, { ip })).isAllowed).toBe(false);
    // The call that the address refused has taken nothing of the user's own.
    for (let turn = 0; turn < 3; turn += 1)
      expect((await call(read, { ip: newIp(), user: late })).isAllowed).toBe(true);
  });

  it('leave room for a crowd that pays behind one address', async () => {
    const pay = withLimits({ RATE_LIMIT_PAYMENTS_PER_MINUTE: 5 }, () => limitRate(application().strapi, 'payment'));
    const ip = newIp();
    for (let turn = 0; turn < 500; turn += 1) {
      expect((await call(pay, { ip, user: newUser() })).isAllowed).toBe(true);
    }
    expect((await call(pay, { ip, user: newUser() })).isAllowed).toBe(false);
  });

  it('are counted for each class of calls by itself', async () => {
    const [read, write] = [door('read'), door('write')];
    const caller = { ip: newIp(), user: newUser() };
    for (let turn = 0; turn < 2; turn += 1) await call(write, caller);
    expect((await call(write, caller)).isAllowed).toBe(false);
    expect((await call(read, caller)).isAllowed).toBe(true);
  });

  it('of addresses of one IPv6 network are counted together', async () => {
    const login = door('login');
    const network = `2001:db8:${newUser() % 9999}:1`;
    await call(login, { ip: `${network}::1` });
    await call(login, { ip: `${network}::2` });
    expect((await call(login, { ip: `${network}::3` })).isAllowed).toBe(false);
  });

  it('with a token that is no good count for the address', async () => {
    const strangers = withLimits(limits, () => limitStrangers(application().strapi, 'login'));
    const answer = () => {
      throw new Refusal('UnauthorizedError');
    };
    const ip = newIp();
    for (let turn = 0; turn < 2; turn += 1)
      await expect(call(strangers, { ip, answer })).rejects.toMatchObject({ name: 'UnauthorizedError' });
    expect((await call(strangers, { ip, answer })).isAllowed).toBe(false);
  });
});
