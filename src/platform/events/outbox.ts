import type { Core } from '@strapi/strapi';
import { beforeCommit, type Trx } from '../database/in-transaction';
import { rowChunks } from '../database/row-chunks';
import { newRow } from '../database/rows';

/** Domain events and what they carry; features add theirs by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Events {}

export interface DeliveredEvent<Name extends keyof Events = keyof Events> {
  /** Stable over repeated deliveries; handlers use it to do their work once. */
  id: string;
  name: Name;
  aggregateId: string;
  payload: Events[Name];
  occurredAt: Date;
}

export type EventHandler<Name extends keyof Events> = (event: DeliveredEvent<Name>) => Promise<void>;

interface Registration {
  handlers: Map<string, { name: string; handle: EventHandler<keyof Events> }[]>;
  wake: () => void;
}

const registrations = new WeakMap<Core.Strapi, Registration>();

function registrationOf(strapi: Core.Strapi): Registration {
  const known = registrations.get(strapi);
  if (known) return known;
  const created: Registration = { handlers: new Map(), wake: () => undefined };
  registrations.set(strapi, created);
  return created;
}

/**
 * Subscribes to a domain event. Delivery is at least once and after commit, so the handler must bear repetition.
 * @param handlerName tells handlers apart in logs
 */
export function onEvent<Name extends keyof Events>(
  strapi: Core.Strapi,
  event: Name,
  handler: { name: string; handle: EventHandler<Name> },
): void {
  const { handlers } = registrationOf(strapi);
  const entry = handler as unknown as { name: string; handle: EventHandler<keyof Events> };
  handlers.set(event, [...(handlers.get(event) ?? []), entry]);
}

export const handlersOf = (strapi: Core.Strapi, event: string) => registrationOf(strapi).handlers.get(event) ?? [];

/** Lets the relay know that an event was committed, so that it need not wait for its next tick. */
export const onOutboxAppend = (strapi: Core.Strapi, wake: () => void): void => {
  registrationOf(strapi).wake = wake;
};

type OutboxRow = ReturnType<typeof rowOf>;

/** Events of transactions that are still open. They are written together, because each statement is a trip to the database. */
const gathered = new WeakMap<Trx, OutboxRow[]>();

/** Adds an event to the caller's transaction: it exists only if that commits, and then it will be delivered. */
export async function appendEvent<Name extends keyof Events>(
  strapi: Core.Strapi,
  trx: Trx,
  event: NewEvent<Name>,
): Promise<void> {
  const row = rowOf(strapi, event);
  const others = gathered.get(trx);
  if (others) {
    others.push(row);
    return;
  }
  const rows = [row];
  const writeAll = async () => {
    gathered.delete(trx);
    for (const chunk of rowChunks(rows)) await trx('outbox_events').insert(chunk);
    registrationOf(strapi).wake();
  };
  if (beforeCommit(trx, writeAll)) gathered.set(trx, rows);
  else await writeAll();
}

interface NewEvent<Name extends keyof Events> {
  name: Name;
  aggregateId: string;
  payload: Events[Name];
  /** One of very many that a job writes at once; all others are delivered before it. */
  isBulk?: boolean;
  at: Date;
}

const rowOf = <Name extends keyof Events>(strapi: Core.Strapi, event: NewEvent<Name>) => ({
  ...newRow(event.at),
  name: event.name,
  aggregate_id: event.aggregateId,
  payload: JSON.stringify(event.payload),
  is_bulk: event.isBulk ?? false,
  trace_id: (strapi.requestContext.get()?.state as { traceId?: string } | undefined)?.traceId ?? null,
  state: 'pending',
  attempts: 0,
  available_at: event.at,
});
