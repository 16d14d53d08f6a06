import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { isSerializationFailure } from './db-errors';

/** A knex transaction; raw statements take part in it only when run through it. */
export type Trx = Knex.Transaction;

const MAX_ATTEMPTS = 4;

/**
 * Runs work in one database transaction, or inside the caller's when there is one (no savepoint: let errors leave).
 * Deadlocks and serialization failures are retried from the start, so the work must have no effect outside the database.
 */
export async function inTransaction<Result>(strapi: Core.Strapi, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  if (strapi.db.inTransaction()) return run(strapi, work);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(strapi, work);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isSerializationFailure(error)) throw error;
    }
  }
}

async function run<Result>(strapi: Core.Strapi, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return (await strapi.db.transaction(({ trx }) => work(trx as Trx))) as Result;
}
