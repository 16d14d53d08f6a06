import { inTransaction } from '../../src/platform/database/in-transaction';
import { application } from '../support/api';
import { database } from '../support/members';

const isPostgres = process.env.TEST_DATABASE_URL !== undefined;
const TABLE = 'commit_probe';

/** A row that nobody can commit without the row it points to. */
const orphan = { id: 1, parent_id: 2 };

beforeAll(async () => {
  await database().raw(
    `create table ${TABLE} (id integer primary key, parent_id integer references ${TABLE} (id) deferrable initially deferred)`,
  );
});

afterAll(() => database().raw(`drop table ${TABLE}`));

describe('a transaction', () => {
  // SQLite has its file to itself: committing fails there when the disk is full, which a test cannot bring about, and a statement
  // that fails leaves the transaction as it was.
  (isPostgres ? it : it.skip)('that cannot be committed has failed for whoever ran it', async () => {
    const { strapi } = application();
    await expect(inTransaction(strapi, (trx) => trx(TABLE).insert(orphan))).rejects.toMatchObject({ code: '23503' });
    expect(await database()(TABLE).where({ id: orphan.id }).first()).toBeUndefined();
  });

  (isPostgres ? it : it.skip)('of which a statement has failed is not taken for committed', async () => {
    const { strapi } = application();
    const work = inTransaction(strapi, async (trx) => {
      await trx(TABLE).insert({ id: 5 });
      await trx(TABLE)
        .insert({ id: 5 })
        .catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await database()(TABLE).where({ id: 5 }).first()).toBeUndefined();
  });

  it('inside of another one is committed with it', async () => {
    const { strapi } = application();
    await inTransaction(strapi, async (outer) => {
      await outer(TABLE).insert({ id: 3 });
      await inTransaction(strapi, (inner) => inner(TABLE).insert({ id: 4, parent_id: 3 }));
    });
    expect(await database()(TABLE).whereIn('id', [3, 4]).pluck('id')).toHaveLength(2);
  });
});
