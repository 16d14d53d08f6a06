import { api } from '../support/api';
import { as, signIn } from '../support/members';
import { makeSku, pickupOrder } from '../support/shopping';

describe('the running application', () => {
  it('answers unknown paths in the envelope with a trace id', async () => {
    const answer = await api().get('/api/v1/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.body).toMatchObject({ code: 404, data: null, error: { status: 404, name: 'NotFoundError' } });
  });

  it('takes over the trace id of whoever calls, however short', async () => {
    for (const given of ['t-1', 'gateway:4711.2', 'a'.repeat(64)]) {
      const answer = await api().get('/api/v1/nothing-here').set('X-Trace-Id', given);
      expect(answer.headers['x-trace-id']).toBe(given);
    }
    const endless = await api().get('/api/v1/nothing-here').set('X-Trace-Id', 'a'.repeat(65));
    expect(endless.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('finds nothing under an id that no record can have', async () => {
    const member = await signIn();
    const paths = ['/orders/nope', '/after-sales/x', '/payment-codes/nope', '/me/points/records/1', '/orders/%00'];
    for (const path of paths) {
      const answer = await as(member).get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 404]);
    }
    expect((await as(member).post('/orders/123/pay')).status).toBe(404);
    expect((await as(member).put('/me/favorites/does-not-exist')).status).toBe(404);
  });

  it('begins with the first page where the cursor is empty', async () => {
    expect((await as(await signIn()).get('/orders?limit=5&cursor=')).status).toBe(200);
  });

  it('honours a key of any printable characters', async () => {
    const member = await signIn();
    const body = await pickupOrder(await makeSku({ stock: 2 }));
    const key = '"8e03978e-40d5-43dd+/=="';
    const place = () => as(member).post('/orders').set('Idempotency-Key', key).send(body);
    const [first, again] = [await place(), await place()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.data.orderNo).toBe(first.body.data.orderNo);
  });
});
