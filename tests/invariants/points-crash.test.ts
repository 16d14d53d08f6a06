import { application } from '../support/api';
import { eventually } from '../support/eventually';
import { startInstance, stopInstances } from '../support/instance';
import { database, newOpenid } from '../support/members';

const USERS = 300;
const LOTS_A_USER = 10;
const LOTS = USERS * LOTS_A_USER;
const POINTS = 3;
const ROWS_A_STATEMENT = 500;
const EXPIRE = 'api::points.expire-points';

/** A lock of ours can stand in the way of another process only where there is a database server. */
const isShared = Boolean(application().environment.DATABASE_URL);

async function insertAll(table: string, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await database()(table).insert(rows.slice(from, from + ROWS_A_STATEMENT));
}

/** Users whose lots have all ended, as years of shopping leave them; returns their row ids. */
async function seedEndedLots(): Promise<number[]> {
  const at = application().clock.now();
  const row = () => ({ document_id: newOpenid(), created_at: at, updated_at: at, published_at: at });
  const openids = Array.from({ length: USERS }, newOpenid);
  await insertAll(
    'up_users',
    openids.map((openid) => ({ ...row(), openid, username: openid, provider: 'wechat', blocked: false })),
  );
  const users = (await database()('up_users').whereIn('openid', openids).orderBy('id').select('id')) as {
    id: number;
  }[];
  const ids = users.map(({ id }) => id);
  const owned = LOTS_A_USER * POINTS;
  const zeros = { frozen: 0, used: 0, expired: 0, debt: 0, version: 0, state: 'active' };
  await insertAll(
    'points_accounts',
    ids.map((id) => ({ ...row(), ...zeros, user_id: id, available: owned, total: owned })),
  );
  await insertAll(
    'points_records',
    ids.map((id) => ({
      ...row(),
      user_id: id,
      change: owned,
      balance_after: owned,
      type: 'award',
      source: 'payment',
      idempotency_key: newOpenid(),
    })),
  );
  const ended = application().clock.now();
  ended.setTime(ended.getTime() - 1_000);
  const lots = Array.from({ length: LOTS_A_USER }, () => ids).flat();
  await insertAll(
    'points_lots',
    lots.map((id) => ({
      ...row(),
      user_id: id,
      points: POINTS,
      remaining: POINTS,
      expires_at: ended,
      source: 'payment',
      award_key: newOpenid(),
    })),
  );
  return ids;
}

let ids: number[];

const expiredLots = async (): Promise<number[]> => {
  const rows = (await database()('points_records').whereIn('user_id', ids).andWhere({ type: 'expire' })) as {
    lot_id: number;
  }[];
  return rows.map((row) => row.lot_id);
};

/** Holds one of the last lots, so that a process on its way through all of them gets stuck in the middle of a batch. */
async function standInTheWay(): Promise<{ leave(): PromiseLike<unknown> }> {
  if (!isShared) return { leave: () => Promise.resolve() };
  const trx = await database().transaction();
  await trx('points_lots').whereIn('user_id', ids).orderBy('id', 'desc').limit(1).forUpdate().select('id');
  return { leave: () => trx.rollback() };
}

describe('a process that is killed in the middle of an expiry', () => {
  beforeAll(async () => {
    ids = await seedEndedLots();
  }, 120_000);
  afterAll(stopInstances);

  it('and started again expires each lot exactly once', async () => {
    const obstacle = await standInTheWay();
    const first = await startInstance({ beginWith: EXPIRE });
    await eventually(async () => expect((await expiredLots()).length).toBeGreaterThan(0), 60);
    await first.kill();
    await obstacle.leave();
    const before = await expiredLots();
    if (isShared) expect(before.length).toBeLessThan(LOTS);
    expect(new Set(before).size).toBe(before.length);

    // Two at once, as after a restart of everything.
    await Promise.all([startInstance({ beginWith: EXPIRE }), isShared ? startInstance({ beginWith: EXPIRE }) : null]);
    await eventually(async () => expect(await expiredLots()).toHaveLength(LOTS), 60);
    expect(await application().runJob('expire-points')).toBe(0);
    expect(new Set(await expiredLots()).size).toBe(LOTS);

    const accounts = (await database()('points_accounts').whereIn('user_id', ids)) as Record<string, number>[];
    expect(accounts.map(({ available, expired }) => [available, expired])).toEqual(
      ids.map(() => [0, LOTS_A_USER * POINTS]),
    );
    const left = await database()('points_lots').whereIn('user_id', ids).andWhere('remaining', '>', 0);
    expect(left).toEqual([]);
    const audit = application().strapi.service('api::operations.audit' as never) as unknown as () => Promise<{
      violations: { check: string; rows: { user_id?: number }[] }[];
    }>;
    const { violations } = await audit();
    const own = new Set(ids);
    expect(violations.filter(({ rows }) => rows.some((row) => own.has(Number(row.user_id))))).toEqual([]);
  }, 240_000);
});
