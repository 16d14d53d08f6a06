import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { environmentOf, provide, resolve } from '../container';
import { ConfigurationError } from '../environment';
import { declareEncryptedColumns } from './encrypted-columns';
import { deriveLookupKey } from './encryption';
import { keyRingOf } from './key-ring';

declare module '../container' {
  interface Container {
    'mallard.lookup-key': KeyObject;
  }
}

/** One row. The key is stored encrypted, so that encryption keys can be replaced and every hash stays what it is. */
export const lookupKeyTable = `create table if not exists lookup_keys (
  id integer primary key, key_cipher text not null)`;

const ONLY_ROW = 1;
const KEY_BYTES = 32;

/** Lets the stored key be encrypted anew like everything else; call from `register`. */
export function declareLookupKey(strapi: Core.Strapi): void {
  declareEncryptedColumns(strapi, [{ table: 'lookup_keys', column: 'key_cipher' }]);
}

/** Keyed hash (hex) by which an encrypted value is found; the same whatever becomes of the encryption keys. */
export const lookupHash = (strapi: Core.Strapi, plain: string): string =>
  createHmac('sha256', resolve(strapi, 'mallard.lookup-key')).update(plain).digest('hex');

/**
 * Puts the lookup key into the container; makes it in a new shop.
 * @throws ConfigurationError when the ring cannot read it: without it nobody would be found by phone any more
 */
export async function loadLookupKey(strapi: Core.Strapi): Promise<void> {
  const key = await readLookupKey(strapi);
  provide(strapi, 'mallard.lookup-key', () => createSecretKey(key));
}

/** Of instances that start together all read the key that was stored first. */
export async function readLookupKey(strapi: Core.Strapi): Promise<Buffer> {
  const stored = (await findStored(strapi)) ?? (await storeFirst(strapi));
  try {
    return Buffer.from(keyRingOf(strapi).decrypt(stored), 'base64');
  } catch (error) {
    throw new ConfigurationError(
      `ENCRYPTION_KEYS does not read what is stored (${String(error)}): put the key removed last back at its end.`,
    );
  }
}

async function findStored(strapi: Core.Strapi): Promise<string | undefined> {
  const row = (await strapi.db.connection('lookup_keys').where({ id: ONLY_ROW }).first('key_cipher')) as
    { key_cipher: string } | undefined;
  return row?.key_cipher;
}

/** A shop that has members already keeps the hashes that it has. */
async function storeFirst(strapi: Core.Strapi): Promise<string> {
  const { connection } = strapi.db;
  const member: unknown = await connection('up_users').first('id');
  const key = member ? deriveLookupKey(environmentOf(strapi).ENCRYPTION_KEYS) : randomBytes(KEY_BYTES);
  const sealed = keyRingOf(strapi).encrypt(key.toString('base64'));
  await connection('lookup_keys').insert({ id: ONLY_ROW, key_cipher: sealed }).onConflict('id').ignore();
  return (await findStored(strapi)) ?? sealed;
}
