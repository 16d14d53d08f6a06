import type { Core } from '@strapi/strapi';
import { toInteger } from '../database/rows';
import type { EncryptedColumn } from './encrypted-columns';

export interface SealedValue {
  id: number;
  /** null where the row has none. */
  sealed: string | null;
}

export interface Renewal {
  id: number;
  /** What was read. */
  sealed: string;
  /** The same under the newest key. */
  renewed: string;
}

const isPostgres = (strapi: Core.Strapi): boolean => strapi.db.dialect.client === 'postgres';

/** The value of row `t` as SQL. */
function valueSql(strapi: Core.Strapi, { column, key }: EncryptedColumn): string {
  if (key === undefined) return `t.${column}`;
  return isPostgres(strapi) ? `t.${column}->>'${key}'` : `json_extract(t.${column}, '$.${key}')`;
}

/** Of an object in JSON only the one key is replaced, whatever became of the rest. */
function changedSql(strapi: Core.Strapi, { column, key }: EncryptedColumn): string {
  if (key === undefined) return 'fresh.renewed';
  return isPostgres(strapi)
    ? `jsonb_set(t.${column}, '{${key}}', to_jsonb(fresh.renewed))`
    : `json_set(t.${column}, '$.${key}', fresh.renewed)`;
}

/** The next rows in the order of their ids: a look into the primary key, however large the table is. */
export async function readSealed(
  strapi: Core.Strapi,
  column: EncryptedColumn,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<SealedValue[]> {
  const { connection } = strapi.db;
  return (await connection({ t: column.table })
    .where('t.id', '>', afterId)
    .orderBy('t.id')
    .limit(limit)
    .select('t.id', connection.raw(`${valueSql(strapi, column)} as sealed`))) as SealedValue[];
}

/** How many values are not under this key; reads the whole table. */
export async function countUnderOtherKeys(
  strapi: Core.Strapi,
  column: EncryptedColumn,
  keyId: string,
): Promise<number> {
  const value = valueSql(strapi, column);
  const [row] = (await strapi.db
    .connection({ t: column.table })
    .whereRaw(`substr(${value}, 1, ?) <> ?`, [keyId.length + 1, `${keyId}.`])
    .count({ others: '*' })) as { others: unknown }[];
  return toInteger(row?.others);
}

/**
 * Replaces values that are still what was read; one that somebody has changed or removed meanwhile stays as he left it.
 * On PostgreSQL rows that somebody is just changing are passed over, so that no customer waits for us or we for him.
 */
export async function writeRenewed(strapi: Core.Strapi, column: EncryptedColumn, renewals: Renewal[]): Promise<void> {
  if (renewals.length === 0) return;
  const statement = isPostgres(strapi) ? postgresUpdate(strapi, column) : sqliteUpdate(strapi, column);
  await strapi.db.connection.raw(statement, [JSON.stringify(renewals)]);
}

const postgresUpdate = (strapi: Core.Strapi, column: EncryptedColumn): string => `
  with fresh as materialized (
    select f.* from jsonb_to_recordset(cast(? as jsonb)) as f (id integer, sealed text, renewed text)
      join ${column.table} as r on r.id = f.id for update of r skip locked)
  update ${column.table} as t set ${column.column} = ${changedSql(strapi, column)}
  from fresh where t.id = fresh.id and ${valueSql(strapi, column)} = fresh.sealed`;

const sqliteUpdate = (strapi: Core.Strapi, column: EncryptedColumn): string => `
  update ${column.table} as t set ${column.column} = ${changedSql(strapi, column)}
  from (select json_extract(value, '$.id') as id, json_extract(value, '$.sealed') as sealed,
    json_extract(value, '$.renewed') as renewed from json_each(?)) as fresh
  where t.id = fresh.id and ${valueSql(strapi, column)} = fresh.sealed`;
