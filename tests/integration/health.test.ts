import { api } from '../support/api';

describe('the running application', () => {
  it('answers unknown paths in the envelope with a trace id', async () => {
    const answer = await api().get('/api/v1/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.body).toMatchObject({ code: 404, data: null, error: { status: 404, name: 'NotFoundError' } });
  });
});
