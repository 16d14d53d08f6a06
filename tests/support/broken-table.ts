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

/** While this work runs, rows of an append-only table can be changed: the harm that an audit is there to find. */
export async function whileChangeable(table: string, work: () => Promise<void>): Promise<void> {
  const db = database();
  const name = `ao_${table}`;
  const triggers = isPostgres()
    ? []
    : ((await db('sqlite_master').whereIn('name', [name, `${name}_delete`])) as { name: string; sql: string }[]);
  if (isPostgres()) await db.raw(`alter table ${table} disable trigger ${name}`);
  for (const trigger of triggers) await db.raw(`drop trigger ${trigger.name}`);
  try {
    await work();
  } finally {
    if (isPostgres()) await db.raw(`alter table ${table} enable trigger ${name}`);
    for (const trigger of triggers) await db.raw(trigger.sql);
  }
}
