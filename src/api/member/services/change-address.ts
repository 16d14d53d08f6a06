import type { Core } from '@strapi/strapi';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { AddressChange } from '../requests';
import { toAddress, toColumns } from '../shapes/address';
import { clearDefault, findAddress, lockAddressBook } from '../store/addresses';

export interface ChangeAddressCommand {
  userId: number;
  documentId: string;
  change: AddressChange;
  at: Date;
}

/**
 * Changes what the request names. Making it the default takes the mark from the other one in the same transaction.
 * @throws Refusal NotFoundError when it is not the user's, or deleted
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async ({ userId, documentId, change, at }: ChangeAddressCommand) => {
    const ring = keyRingOf(strapi);
    const row = await inTransaction(strapi, async (trx) => {
      await lockAddressBook(trx, userId);
      const found = await findAddress(trx, userId, documentId);
      if (!found) return null;
      if (change.isDefault && !found.is_default) await clearDefault(trx, userId, at);
      await trx('addresses')
        .where({ id: found.id })
        .update({ ...toColumns(change, ring), updated_at: at });
      return findAddress(trx, userId, documentId);
    });
    if (!row) throw new Refusal('NotFoundError');
    return toAddress(row, ring);
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.change-address': ReturnType<typeof factory>;
  }
}
