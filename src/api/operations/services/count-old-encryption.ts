import type { Core } from '@strapi/strapi';
import { encryptedColumnsOf, placeOf } from '../../../platform/security/encrypted-columns';
import { keyRingOf } from '../../../platform/security/key-ring';
import { countUnderOtherKeys } from '../../../platform/security/sealed-values';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.count-old-encryption': CountOldEncryption;
  }
}

export interface OldEncryption {
  newestKeyId: string;
  /** Places that hold values under other keys, and how many. */
  places: { place: string; values: number }[];
}

export interface CountOldEncryption {
  /** Counts at this moment what would be lost with the older keys; reads every table that holds encrypted values. */
  (): Promise<OldEncryption>;
}

export default ({ strapi }: { strapi: Core.Strapi }): CountOldEncryption =>
  async () => {
    const { newestKeyId } = keyRingOf(strapi);
    const places = [];
    for (const column of encryptedColumnsOf(strapi)) {
      const values = await countUnderOtherKeys(strapi, column, newestKeyId);
      if (values > 0) places.push({ place: placeOf(column), values });
    }
    return { newestKeyId, places };
  };
