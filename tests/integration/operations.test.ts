import request from 'supertest';
import { api, application } from '../support/api';

const root = () => request(application().url);
const outbox = () => application().strapi.db.connection('outbox_events');

/** An event that should have been delivered a while ago. */
async function leaveEvent(overdueSeconds: number): Promise<void> {
  // A Date of the test's own realm would be foreign to the database driver.
  const at = application().clock.now();
  at.setTime(at.getTime() - overdueSeconds * 1000);
  await outbox().insert({
    document_id: `overdue${overdueSeconds}`,
    name: 'test.overdue',
    aggregate_id: 'none',
    payload: '{}',
    state: 'pending',
    attempts: 0,
    available_at: at,
    created_at: at,
    updated_at: at,
  });
}

describe('the probes', () => {
  // What other suites left undelivered is not this suite's backlog.
  beforeAll(() => outbox().where({ state: 'pending' }).update({ state: 'delivered' }));

  afterEach(() => outbox().where({ name: 'test.overdue' }).delete());

  it('say that the process is alive without touching anything', async () => {
    const answer = await root().get('/healthz').expect(200);
    expect(answer.body).toEqual({ status: 'alive' });
  });

  it('say that the service is ready when database, Redis and outbox are well', async () => {
    const answer = await root().get('/readyz').expect(200);
    expect(answer.body).toEqual({ status: 'ready' });
  });

  it('bear a young backlog of events', async () => {
    await leaveEvent(240);
    await root().get('/readyz').expect(200);
  });

  it('take the instance out of service with the reason when events wait for more than five minutes', async () => {
    await leaveEvent(400);
    const answer = await root().get('/readyz').expect(503);
    expect(answer.body).toMatchObject({
      status: 'not_ready',
      reasons: [expect.stringMatching(/^events wait .* 40\d s$/)],
    });
  });

  it('count what waits in the outbox for Prometheus', async () => {
    await leaveEvent(400);
    const { text } = await root().get('/metrics').expect(200);
    expect(text).toMatch(/^mallard_outbox_pending_events [1-9]/m);
    expect(text).toMatch(/^mallard_outbox_lag_seconds 40\d$/m);
  });
});

describe('the metrics', () => {
  it('tell of requests, the process and business events', async () => {
    await api().get('/api/v1/nothing-here');
    const { text, headers } = await root().get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    for (const name of [
      'mallard_http_request_seconds_bucket',
      'process_cpu_seconds_total',
      'mallard_business_events_total',
    ]) {
      expect(text).toContain(name);
    }
  });

  it('are kept from callers that a proxy speaks for, unless a token is set', async () => {
    await root().get('/metrics').set('X-Forwarded-For', '203.0.113.7').expect(403);
  });

  it('are given for the token alone when one is set', async () => {
    const environment = application().strapi.config.get<{ METRICS_TOKEN?: string }>('mallard');
    environment.METRICS_TOKEN = 'a-token-of-the-test';
    try {
      await root().get('/metrics').expect(401);
      await root().get('/metrics').set('Authorization', 'Bearer wrong').expect(401);
      await root().get('/metrics').set('Authorization', 'Bearer a-token-of-the-test').expect(200);
    } finally {
      delete environment.METRICS_TOKEN;
    }
  });
});

describe('the router', () => {
  it.each([
    ['GET', '/api/v1/auth/wechat/login', 'POST'],
    ['DELETE', '/api/v1/docs', 'GET, HEAD'],
  ])('answers %s %s with 405 and what is allowed', async (method, path, allowed) => {
    const answer = await (method === 'GET' ? api().get(path) : api().delete(path));
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allowed);
    expect(answer.body).toMatchObject({ code: 405, data: null, error: { status: 405, name: 'MethodNotAllowedError' } });
  });

  it.each(['GET', 'DELETE', 'POST'])('answers %s on an unknown path with 404', async (method) => {
    const path = '/api/v1/nothing-here';
    const calls = {
      GET: () => api().get(path),
      DELETE: () => api().delete(path),
      POST: () => api().post(path).send({}),
    };
    const answer = await calls[method as keyof typeof calls]();
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 404, error: { name: 'NotFoundError' } });
  });
});
