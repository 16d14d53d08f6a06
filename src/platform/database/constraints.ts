import type { Core } from '@strapi/strapi';

/** Something the database itself must refuse or find quickly; declared beside the feature that owns the table. */
export type Constraint =
  | { kind: 'unique' | 'index'; name: string; table: string; columns: string[]; where?: string }
  | { kind: 'check'; name: string; table: string; columns: string[]; expression: string }
  | { kind: 'append_only'; name: string; table: string };

const declared = new WeakMap<Core.Strapi, Constraint[]>();

/** Declares constraints; call from a feature's `register`. They are made real after Strapi has synced its tables. */
export function declareConstraints(strapi: Core.Strapi, constraints: Constraint[]): void {
  declared.set(strapi, [...(declared.get(strapi) ?? []), ...constraints]);
}

/**
 * Creates every declared constraint that is missing and fails the start when one cannot be made.
 * Runs at each boot, because SQLite drops triggers whenever a table is rebuilt.
 */
export async function applyConstraints(strapi: Core.Strapi): Promise<void> {
  const isPostgres = strapi.db.dialect.client === 'postgres';
  for (const constraint of declared.get(strapi) ?? []) {
    for (const statement of isPostgres ? postgresDdl(constraint) : sqliteDdl(constraint)) {
      await strapi.db.connection.raw(statement);
    }
  }
  await assertConstraints(strapi, isPostgres);
}

async function assertConstraints(strapi: Core.Strapi, isPostgres: boolean): Promise<void> {
  const existing = new Set(await (isPostgres ? postgresNames(strapi) : sqliteNames(strapi)));
  const missing = (declared.get(strapi) ?? []).filter(({ name }) => !existing.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw new Error(`database constraints are missing: ${missing.join(', ')}`);
}

async function postgresNames(strapi: Core.Strapi): Promise<string[]> {
  const { rows } = (await strapi.db.connection.raw(
    `select indexname as name from pg_indexes where schemaname = current_schema()
     union select conname from pg_constraint union select tgname from pg_trigger`,
  )) as { rows: { name: string }[] };
  return rows.map(({ name }) => name);
}

async function sqliteNames(strapi: Core.Strapi): Promise<string[]> {
  const rows = (await strapi.db.connection.raw(
    `select name from sqlite_master where type in ('index', 'trigger')`,
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

const indexDdl = (constraint: Extract<Constraint, { columns: string[]; kind: 'unique' | 'index' }>): string => {
  const unique = constraint.kind === 'unique' ? 'unique ' : '';
  const where = constraint.where ? ` where ${constraint.where}` : '';
  return `create ${unique}index if not exists ${constraint.name} on ${constraint.table} (${constraint.columns.join(', ')})${where}`;
};

function postgresDdl(constraint: Constraint): string[] {
  if (constraint.kind === 'check') {
    return [
      `do $$ begin
         if not exists (select 1 from pg_constraint where conname = '${constraint.name}') then
           alter table ${constraint.table} add constraint ${constraint.name} check (${constraint.expression});
         end if;
       end $$`,
    ];
  }
  if (constraint.kind === 'append_only') {
    return [
      `create or replace function refuse_change() returns trigger language plpgsql as
         $$ begin raise exception '% is append-only', tg_table_name using errcode = '23514'; end $$`,
      `do $$ begin
         if not exists (select 1 from pg_trigger where tgname = '${constraint.name}') then
           create trigger ${constraint.name} before update or delete on ${constraint.table}
             for each row execute function refuse_change();
         end if;
       end $$`,
    ];
  }
  return [indexDdl(constraint)];
}

/** SQLite cannot add a CHECK to an existing table; a trigger pair refuses the same rows. */
function sqliteDdl(constraint: Constraint): string[] {
  if (constraint.kind === 'check') {
    const expression = constraint.columns.reduce(
      (text, column) => text.replace(new RegExp(`\\b${column}\\b`, 'g'), `new.${column}`),
      constraint.expression,
    );
    const trigger = (name: string, event: string) =>
      `create trigger if not exists ${name} before ${event} on ${constraint.table} for each row when not (${expression})
       begin select raise(abort, '${constraint.name}'); end`;
    return [trigger(constraint.name, 'insert'), trigger(`${constraint.name}_update`, 'update')];
  }
  if (constraint.kind === 'append_only') {
    const refuse = (name: string, event: string) =>
      `create trigger if not exists ${name} before ${event} on ${constraint.table} for each row
       begin select raise(abort, '${constraint.table} is append-only'); end`;
    return [refuse(constraint.name, 'update'), refuse(`${constraint.name}_delete`, 'delete')];
  }
  return [indexDdl(constraint)];
}
