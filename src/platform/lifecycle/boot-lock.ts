import type { Core } from '@strapi/strapi';

const LOCK_ID = 727_001;

/** The part of knex's client that is used here; knex leaves it untyped. */
interface ConnectionPool {
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
}

/**
 * Lets one instance at a time go from register to the end of bootstrap. Without it, replicas that start together on an empty
 * PostgreSQL race for the same CREATE TABLE and all but one crash. A crash closes the connection and frees the lock.
 * @returns the release, to be called at the end of bootstrap
 */
export async function holdBootLock(strapi: Core.Strapi): Promise<() => Promise<void>> {
  if (strapi.db.dialect.client !== 'postgres') return () => Promise.resolve();
  const knex = strapi.db.connection;
  // A connection of its own: the lock lives as long as the session that took it.
  const pool = knex.client as ConnectionPool;
  const connection = await pool.acquireConnection();
  await knex.raw('select pg_advisory_lock(?)', [LOCK_ID]).connection(connection as never);
  return async () => {
    await knex.raw('select pg_advisory_unlock(?)', [LOCK_ID]).connection(connection as never);
    await pool.releaseConnection(connection);
  };
}
