import type { Core } from '@strapi/strapi';
import type { Queries } from '../database/queries';

/** No content type: staff have no use for it and it is emptied daily. */
export const nonceTable = `create table if not exists request_nonces (
  caller varchar(64) not null, nonce varchar(64) not null, created_at bigint not null,
  primary key (caller, nonce))`;

/** Far longer than a time stamp is believed, so that a nonce is forgotten only when its request is too old anyway. */
const KEPT_MS = 3_600_000;

/**
 * Takes a nonce for good. The table answers for all instances and over restarts, which a cache would not.
 * @returns false when the caller has used it before
 */
export async function takeNonce(db: Queries, { caller, nonce, at }: { caller: string; nonce: string; at: Date }) {
  const taken = (await db('request_nonces')
    .insert({ caller, nonce, created_at: at.getTime() })
    .onConflict(['caller', 'nonce'])
    .ignore()
    .returning('nonce')) as unknown[];
  return taken.length > 0;
}

/** Deletes nonces whose requests would be refused for their age; returns how many. */
export async function forgetOldNonces(strapi: Core.Strapi, at: Date): Promise<number> {
  return strapi.db
    .connection('request_nonces')
    .where('created_at', '<', at.getTime() - KEPT_MS)
    .delete();
}
