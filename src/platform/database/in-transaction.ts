import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { isSerializationFailure } from './db-errors';
import { together } from './together';

/** A knex transaction; raw statements take part in it only when run through it. */
export type Trx = Knex.Transaction;

const MAX_ATTEMPTS = 4;

/** What is put off to the end of the transactions that run through here. */
const deferred = new WeakMap<Trx, (() => Promise<void>)[]>();

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
  const isOutermost = !strapi.db.inTransaction();
  let ended: Promise<unknown> | undefined;
  const result = (await strapi.db.transaction(async ({ trx }) => {
    const open = trx as Trx;
    if (deferred.has(open)) return work(open);
    ended = open.executionPromise;
    deferred.set(open, []);
    try {
      const done = await work(open);
      await writeDeferred(open);
      return done;
    } finally {
      deferred.delete(open);
    }
  })) as Result;
  // When COMMIT fails, knex says so here only; nothing was written then, and nobody may be told that it was.
  if (isOutermost) await ended;
  return result;
}

/** All together; a write may put off another one. */
async function writeDeferred(trx: Trx): Promise<void> {
  for (;;) {
    const writes = deferred.get(trx) ?? [];
    if (writes.length === 0) return;
    deferred.set(trx, []);
    await together(writes.map((write) => write()));
  }
}

/**
 * Calls back once the caller's transaction is committed, or at once outside of one: for what this process keeps in memory, never for
 * effects that must happen, because nobody calls back after a crash.
 */
export async function afterCommit(strapi: Core.Strapi, work: () => void): Promise<void> {
  await strapi.db.transaction((open) => {
    (open as { onCommit(callback: () => void): void }).onCommit(work);
  });
}

/**
 * Puts a write off to the end of the surrounding `inTransaction`, so that many rows can become one statement. It still belongs to
 * the transaction: when it fails, everything is undone.
 * @returns false when the transaction was not begun by `inTransaction`; then nothing is put off
 */
export function beforeCommit(trx: Trx, write: () => Promise<void>): boolean {
  const writes = deferred.get(trx);
  writes?.push(write);
  return writes !== undefined;
}
