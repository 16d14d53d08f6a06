import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Trx } from '../database/in-transaction';
import type { Queries } from '../database/queries';
import { Refusal } from '../errors/refusal';

export const IDEMPOTENCY_HOURS = 24;

/** The table is no content type: staff have no use for it and it is emptied daily. */
export const idempotencyTable = `create table if not exists idempotency_keys (
  scope varchar(64) not null, user_id integer not null, key varchar(64) not null,
  body_hash varchar(64) not null, result varchar(64), created_at bigint not null,
  primary key (scope, user_id, key))`;

export interface IdempotentCall {
  /** Which operation, e.g. `orders`. */
  scope: string;
  userId: number;
  /** The client's `Idempotency-Key`; without one every call stands alone. */
  key: string | null;
  /** The parsed request; the same key with another input is a conflict. */
  input: unknown;
  /** What the operation will answer, when that is known before it is done; otherwise call `rememberResult` afterwards. */
  result?: string;
  at: Date;
}

/**
 * Inside the transaction of the operation: either reserves the key and returns null, or returns the first call's result.
 * A parallel call with the same key waits on the primary key until the first one commits or rolls back.
 * @throws Refusal IdempotencyConflictError when the key was used with another input
 */
export async function findEarlierResult(trx: Trx, call: IdempotentCall): Promise<string | null> {
  if (!call.key) return null;
  const identity = { scope: call.scope, user_id: call.userId, key: call.key };
  const fresh = { body_hash: hashOf(call.input), result: call.result ?? null, created_at: call.at.getTime() };
  // A key that is too old to count is taken over like a new one, in the same statement.
  const reserved = (await trx('idempotency_keys')
    .insert({ ...identity, ...fresh })
    .onConflict(['scope', 'user_id', 'key'])
    .merge(fresh)
    .where('idempotency_keys.created_at', '<', oldestOf(call))
    .returning('key')) as unknown[];
  return reserved.length > 0 ? null : readEarlierResult(trx, call);
}

/**
 * The first call's result, without reserving anything: for what must be asked of the world before the transaction begins, and need
 * not be asked again.
 * @throws Refusal IdempotencyConflictError when the key was used with another input
 */
export async function readEarlierResult(db: Queries, call: IdempotentCall): Promise<string | null> {
  if (!call.key) return null;
  const earlier = (await db('idempotency_keys')
    .where({ scope: call.scope, user_id: call.userId, key: call.key })
    .andWhere('created_at', '>=', oldestOf(call))
    .first('body_hash', 'result')) as { body_hash: string; result: string | null } | undefined;
  if (!earlier) return null;
  if (earlier.body_hash !== hashOf(call.input)) throw new Refusal('IdempotencyConflictError');
  return earlier.result;
}

/** Remembers what the operation made, in the same transaction. */
export async function rememberResult(trx: Trx, call: IdempotentCall, result: string): Promise<void> {
  if (!call.key) return;
  await trx('idempotency_keys').where({ scope: call.scope, user_id: call.userId, key: call.key }).update({ result });
}

/** Deletes keys nobody may use any more; returns how many. */
export async function forgetOldKeys(strapi: Core.Strapi, at: Date): Promise<number> {
  return strapi.db
    .connection('idempotency_keys')
    .where('created_at', '<', at.getTime() - IDEMPOTENCY_HOURS * 3_600_000)
    .delete();
}

/** Keys from before do not count any more. */
const oldestOf = ({ at }: IdempotentCall): number => at.getTime() - IDEMPOTENCY_HOURS * 3_600_000;

const hashOf = (input: unknown): string => createHash('sha256').update(canonical(input)).digest('hex');

/** JSON with sorted keys, so that the order of fields does not make another body. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(',')}}`;
  }
  // `undefined` has no JSON text, whatever the signature of stringify says.
  return (JSON.stringify(value) as string | undefined) ?? 'null';
}
