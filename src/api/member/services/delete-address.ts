import type { Core } from '@strapi/strapi';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { findAddress, lockAddressBook, promoteNewest } from '../store/addresses';

/**
 * Takes an address out of the book (the row stays); the default goes on to the newest one left.
 * @throws Refusal NotFoundError when it is not the user's, or deleted before
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (userId: number, documentId: string, at: Date): Promise<void> =>
    inTransaction(strapi, async (trx) => {
      await lockAddressBook(trx, userId);
      const found = await findAddress(trx, userId, documentId);
      if (!found) throw new Refusal('NotFoundError');
      await trx('addresses').where({ id: found.id }).update({ deleted_at: at, is_default: false, updated_at: at });
      if (found.is_default) await promoteNewest(trx, userId, at);
    });

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.delete-address': ReturnType<typeof factory>;
  }
}
