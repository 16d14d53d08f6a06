import type { Core } from '@strapi/strapi';
import { now, resolve } from '../container';
import { fromJson, type StoredInstant, toDate } from '../database/rows';
import { claimRows } from '../jobs/claim-rows';
import { isDraining } from '../lifecycle/drain';
import { countEvent } from '../observability/metrics';
import { handlersOf, type DeliveredEvent } from './outbox';

const BATCH = 50;
/** After so many batches the next tick takes over, so that a run that never ends cannot hide. */
const BATCHES_PER_RUN = 40;
const CLAIM_SECONDS = 60;
/** A batch that takes longer (a handler may ask WeChat) ends early, before another instance may take it for lost. */
const LONGEST_BATCH_MS = 20_000;
const MAX_ATTEMPTS = 20;
/** The stream is asked again after this time; an outage of Redis is no fault of an event, which is never given up for it. */
const STREAM_RETRY_SECONDS = 15;

interface OutboxRow {
  id: number;
  document_id: string;
  name: string;
  aggregate_id: string;
  payload: unknown;
  attempts: number;
  /** Set while only the stream has not heard of it. */
  handled_at: StoredInstant | null;
  created_at: StoredInstant;
}

/**
 * Delivers what is due, batch after batch; returns how many events were tried. Several instances may run it at once: rows are
 * claimed. A batch is noted as delivered in one statement, so whoever is killed in the middle delivers at most one batch again.
 */
export async function relayOutbox(strapi: Core.Strapi): Promise<number> {
  let tried = 0;
  for (let batch = 0; batch < BATCHES_PER_RUN; batch += 1) {
    const rows = await claimRows<OutboxRow>(strapi, {
      table: 'outbox_events',
      states: ['pending'],
      // What a customer waits for goes before what a job has to tell a hundred thousand members.
      firstBy: 'is_bulk',
      dueColumn: 'available_at',
      leaseSeconds: CLAIM_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    await deliverBatch(strapi, rows);
    tried += rows.length;
    if (rows.length < BATCH || isDraining(strapi)) break;
  }
  return tried;
}

async function deliverBatch(strapi: Core.Strapi, rows: readonly OutboxRow[]): Promise<void> {
  const endsAt = Date.now() + LONGEST_BATCH_MS;
  const handled: OutboxRow[] = [];
  let tried = 0;
  for (const row of rows) {
    if (Date.now() > endsAt) break;
    if (row.handled_at !== null || (await handle(strapi, row))) handled.push(row);
    tried += 1;
  }
  await giveBack(strapi, rows.slice(tried));
  if (await publish(strapi, handled)) await noteDelivered(strapi, handled);
}

/** What there was no time for is due at once again. */
async function giveBack(strapi: Core.Strapi, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await pending(strapi)
    .whereIn('id', ids)
    .update({ available_at: now(strapi) });
}

/** Somebody else may have delivered what this instance held for too long; that must not be undone. */
const pending = (strapi: Core.Strapi) => strapi.db.connection('outbox_events').where({ state: 'pending' });

/** @returns whether every handler has had the event; otherwise it is due again later */
async function handle(strapi: Core.Strapi, row: OutboxRow): Promise<boolean> {
  try {
    await runHandlers(strapi, row.name, {
      id: row.document_id,
      name: row.name as never,
      aggregateId: row.aggregate_id,
      payload: fromJson(row.payload) as never,
      occurredAt: toDate(row.created_at),
    });
    return true;
  } catch (error) {
    await postpone(strapi, row, error);
    return false;
  }
}

/** Tells outside readers. @returns whether they have been told; otherwise that, and only that, is done again later */
async function publish(strapi: Core.Strapi, rows: readonly OutboxRow[]): Promise<boolean> {
  const entries = rows.map(({ document_id: id, name, payload }) => ({
    id,
    name,
    payload: JSON.stringify(fromJson(payload)),
  }));
  try {
    if (entries.length > 0) await resolve(strapi, 'mallard.state').appendToStream('events', entries);
    return true;
  } catch (error) {
    await waitForStream(strapi, rows, error);
    return false;
  }
}

async function waitForStream(strapi: Core.Strapi, rows: readonly OutboxRow[], error: unknown): Promise<void> {
  strapi.log.error('events cannot be published', { category: 'system', events: rows.length, error: String(error) });
  const at = now(strapi);
  await pending(strapi)
    .whereIn(
      'id',
      rows.map(({ id }) => id),
    )
    .update({
      handled_at: at,
      available_at: new Date(at.getTime() + STREAM_RETRY_SECONDS * 1000),
      last_error: String(error).slice(0, 2000),
    });
}

async function noteDelivered(strapi: Core.Strapi, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await strapi.db
    .connection('outbox_events')
    .whereIn('id', ids)
    .update({ state: 'delivered', delivered_at: now(strapi), last_error: null });
  for (const { name } of rows) countEvent(name);
}

async function runHandlers(strapi: Core.Strapi, name: string, event: DeliveredEvent): Promise<void> {
  const failures: string[] = [];
  for (const handler of handlersOf(strapi, name)) {
    // One broken handler must not keep the event from the others.
    await handler.handle(event).catch((error: unknown) => failures.push(`${handler.name}: ${String(error)}`));
  }
  if (failures.length > 0) throw new Error(failures.join('; '));
}

async function postpone(strapi: Core.Strapi, row: OutboxRow, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  const delaySeconds = Math.min(3600, 2 ** attempts);
  strapi.log.error('event delivery failed', { category: 'system', event: row.name, attempts, error: String(error) });
  await pending(strapi)
    .where({ id: row.id })
    .update({
      attempts,
      state: attempts >= MAX_ATTEMPTS ? 'gave_up' : 'pending',
      available_at: new Date(now(strapi).getTime() + delaySeconds * 1000),
      last_error: String(error).slice(0, 2000),
    });
}

const KEEP_DELIVERED_DAYS = 30;

/** Deletes events that were delivered long ago; those that were given up stay for somebody to look at. */
export async function forgetDelivered(strapi: Core.Strapi): Promise<number> {
  const oldest = new Date(now(strapi).getTime() - KEEP_DELIVERED_DAYS * 86_400_000);
  return strapi.db
    .connection('outbox_events')
    .where({ state: 'delivered' })
    .andWhere('delivered_at', '<', oldest)
    .delete();
}
