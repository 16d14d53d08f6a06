import type { Core } from '@strapi/strapi';
import { keyRingOf } from '../../../platform/security/key-ring';
import { toAddress } from '../shapes/address';
import { listAddresses } from '../store/addresses';

/** The user's address book: at most fifty, the default one first. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number) => {
    const ring = keyRingOf(strapi);
    return (await listAddresses(strapi.db.connection, userId)).map((row) => toAddress(row, ring));
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.list-addresses': ReturnType<typeof factory>;
  }
}
