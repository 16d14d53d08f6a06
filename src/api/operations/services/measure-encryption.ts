import type { Core } from '@strapi/strapi';
import { encryptedColumnsOf, placeOf } from '../../../platform/security/encrypted-columns';
import { keyRingOf } from '../../../platform/security/key-ring';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.measure-encryption': MeasureEncryption;
  }
}

export interface EncryptionMeasure {
  /** Values that are not under the newest key, those that nobody can read included; null: not counted everywhere yet. */
  underOldKeys: number | null;
  /** Values that no key of the ring reads, as of the last time that all were looked through. */
  unreadable: number;
}

export interface MeasureEncryption {
  /** What the job that renews encryption knows; reads a row for each place of encrypted values. */
  (): Promise<EncryptionMeasure>;
}

export default ({ strapi }: { strapi: Core.Strapi }): MeasureEncryption =>
  async () => {
    const places = encryptedColumnsOf(strapi).map(placeOf);
    const rows = (await strapi.db
      .connection('encrypted_columns')
      .where('key_id', keyRingOf(strapi).newestKeyId)
      .whereIn('place', places)
      .select('remaining', 'unreadable')) as { remaining: number | null; unreadable: number }[];
    const counted = rows.flatMap(({ remaining }) => (remaining === null ? [] : [remaining]));
    return {
      underOldKeys: counted.length === places.length ? counted.reduce((sum, count) => sum + count, 0) : null,
      unreadable: rows.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  };
