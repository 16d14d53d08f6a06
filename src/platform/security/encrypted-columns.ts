import type { Core } from '@strapi/strapi';

/** Where values lie that the key ring encrypted; the table has a numeric `id`. */
export interface EncryptedColumn {
  table: string;
  column: string;
  /** In a JSON column: the key of its object that holds the value. */
  key?: string;
}

const declared = new WeakMap<Core.Strapi, EncryptedColumn[]>();

/**
 * Declares columns of encrypted values; call from a feature's `register`. What is not declared is not written anew when the keys
 * change, and is lost with the old key.
 */
export function declareEncryptedColumns(strapi: Core.Strapi, columns: EncryptedColumn[]): void {
  declared.set(strapi, [...encryptedColumnsOf(strapi), ...columns]);
}

/** Everything that was declared. */
export const encryptedColumnsOf = (strapi: Core.Strapi): readonly EncryptedColumn[] => declared.get(strapi) ?? [];

/** Names a column for people: `addresses.phone_cipher`, `orders.delivery.phoneCipher`. */
export const placeOf = ({ table, column, key }: EncryptedColumn): string =>
  [table, column, ...(key === undefined ? [] : [key])].join('.');
