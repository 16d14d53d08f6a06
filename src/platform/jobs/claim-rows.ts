import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { inTransaction } from '../database/in-transaction';

export interface Claim {
  table: string;
  /** Rows in one of these states can be due. */
  states: string[];
  /** The column that says when a row is due; claiming moves it ahead by the lease, so a crash brings the row back. */
  dueColumn: string;
  /** A column that goes before the due time in the order of claiming. */
  firstBy?: string;
  /** Leaves rows to others that this instance has nothing to do with. */
  narrow?(due: Knex.QueryBuilder): void;
  leaseSeconds: number;
  limit: number;
  at: Date;
}

/**
 * Takes due rows for this instance: each row goes to one claimer, and comes back by itself when the claimer dies,
 * because its due time is the lease. On PostgreSQL claimers skip one another's rows instead of waiting.
 */
export async function claimRows<Row extends { id: number }>(strapi: Core.Strapi, claim: Claim): Promise<Row[]> {
  return inTransaction(strapi, async (trx) => {
    const due = trx(claim.table)
      .whereIn('state', claim.states)
      .andWhere(claim.dueColumn, '<=', claim.at)
      .orderBy([...(claim.firstBy === undefined ? [] : [claim.firstBy]), claim.dueColumn])
      .limit(claim.limit);
    claim.narrow?.(due);
    if (strapi.db.dialect.client === 'postgres') due.forUpdate().skipLocked();
    const rows = (await due.select('*')) as Row[];
    if (rows.length === 0) return [];
    const until = new Date(claim.at.getTime() + claim.leaseSeconds * 1000);
    await trx(claim.table)
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .update({ [claim.dueColumn]: until });
    return rows;
  });
}
