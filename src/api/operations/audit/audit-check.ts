import type { Knex } from 'knex';

/** A rule the books must obey: a query that finds what breaks it. */
export interface AuditCheck {
  name: string;
  findBroken(connection: Knex, at: Date): Knex.QueryBuilder;
}

/** Sums of one column of a table, as `total`. */
export const sumOf = (connection: Knex, table: string, { sum, by }: { sum: string; by: string }) =>
  connection(table)
    .groupBy(by)
    .select(by)
    .select(connection.raw(`sum(${sum}) as total`));
