import { ResponseCache } from '../../../src/platform/http/response-cache';

const answerOf = (cache: ResponseCache, text: string, tags: string[]) => ({
  body: Buffer.from(text),
  identity: text,
  type: 'application/json',
  tags,
  generation: cache.generation(tags),
});

describe('the cache of public answers', () => {
  it('forgets everything with a tag and keeps the rest', () => {
    const cache = new ResponseCache();
    cache.store('/a', answerOf(cache, 'a', ['product', 'product:1']));
    cache.store('/b', answerOf(cache, 'b', ['product', 'product:2']));
    cache.drop(['product:1']);
    expect(cache.find('/a')).toBeNull();
    expect(cache.find('/b')?.body).toBe('b');
  });

  it('does not keep an answer that was computed before a write and is stored after it', () => {
    const cache = new ResponseCache();
    const stale = answerOf(cache, 'old', ['product']);
    cache.drop(['product']);
    expect(cache.store('/a', stale).body).toBe('old');
    expect(cache.find('/a')).toBeNull();
  });

  it('forgets by age', () => {
    let now = 0;
    const cache = new ResponseCache(() => now);
    cache.store('/a', answerOf(cache, 'a', []));
    now = 29_999;
    expect(cache.find('/a')).not.toBeNull();
    now = 30_000;
    expect(cache.find('/a')).toBeNull();
  });

  it('stays within its bytes and lets go of what was not asked for longest', () => {
    const cache = new ResponseCache(Date.now, 100);
    for (const key of ['/a', '/b', '/c']) cache.store(key, answerOf(cache, 'x'.repeat(30), []));
    cache.find('/a');
    cache.store('/d', answerOf(cache, 'x'.repeat(30), []));
    expect(['/a', '/b', '/c', '/d'].filter((key) => cache.find(key) !== null)).toEqual(['/a', '/c', '/d']);
  });

  it('gives equal content the same entity tag', () => {
    const cache = new ResponseCache();
    const first = cache.store('/a', { ...answerOf(cache, '{"timestamp":1}', []), identity: 'same' });
    const later = cache.store('/a', { ...answerOf(cache, '{"timestamp":2}', []), identity: 'same' });
    expect(later.etag).toBe(first.etag);
  });

  it('computes once for all who ask while it is computed, and again after a failure', async () => {
    const cache = new ResponseCache();
    let runs = 0;
    const work = async () => {
      runs += 1;
      await Promise.resolve();
      if (runs === 1) throw new Error('first run fails');
      return runs;
    };
    const both = await Promise.allSettled([cache.once('k', work), cache.once('k', work)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.once('k', work)).toBe(2);
    expect(runs).toBe(2);
  });
});
