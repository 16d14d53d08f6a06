import { application } from './api';
import { database } from './members';

const isPostgres = (): boolean => application().strapi.db.dialect.client === 'postgres';

/** While this work runs, the database refuses every new row of the table: a failure nobody foresaw. */
export async function whileInsertsFail(table: string, work: () => Promise<void>): Promise<void> {
  const name = `test_refuse_${table}`;
  const db = database();
  if (isPostgres()) {
    await db.raw(
      `create or replace function ${name}() returns trigger as $$ begin raise exception 'refused by a test'; end $$ language plpgsql`,
    );
    await db.raw(`create trigger ${name} before insert on ${table} for each row execute function ${name}()`);
  } else {
    await db.raw(
      `create trigger ${name} before insert on ${table} begin select raise(abort, 'refused by a test'); end`,
    );
  }
  try {
    await work();
  } finally {
    await db.raw(isPostgres() ? `drop trigger ${name} on ${table}` : `drop trigger ${name}`);
  }
}
