import type { Core } from '@strapi/strapi';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { findEarlierResult, rememberResult } from '../../../platform/http/idempotency';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { NewAddress } from '../requests';
import { toAddress, toColumns } from '../shapes/address';
import { clearDefault, findAddress, listAddresses, lockAddressBook } from '../store/addresses';

const MAX_ADDRESSES = 50;

export interface AddAddressCommand {
  userId: number;
  address: NewAddress;
  idempotencyKey: string | null;
  at: Date;
}

/**
 * Adds an address; the first one becomes the default. Sent twice with the same Idempotency-Key it is added once.
 * @throws Refusal BusinessError when the book is full, IdempotencyConflictError
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async ({ userId, address, idempotencyKey, at }: AddAddressCommand) => {
    const call = { scope: 'addresses', userId, key: idempotencyKey, input: address, at };
    const row = await inTransaction(strapi, async (trx) => {
      await lockAddressBook(trx, userId);
      const earlier = await findEarlierResult(trx, call);
      const documentId = earlier ?? (await insert(strapi, trx, { userId, address, at }));
      if (!earlier) await rememberResult(trx, call, documentId);
      return findAddress(trx, userId, documentId);
    });
    // Added before and deleted since: the repetition must not bring it back.
    if (!row) throw new Refusal('NotFoundError');
    return toAddress(row, keyRingOf(strapi));
  };

async function insert(
  strapi: Core.Strapi,
  trx: Trx,
  { userId, address, at }: { userId: number; address: NewAddress; at: Date },
): Promise<string> {
  const { length: count } = await listAddresses(trx, userId);
  if (count >= MAX_ADDRESSES) throw fullRefusal();
  const isDefault = address.isDefault || count === 0;
  if (isDefault) await clearDefault(trx, userId, at);
  const row = { ...newRow(at), user_id: userId, ...toColumns({ ...address, isDefault }, keyRingOf(strapi)) };
  await trx('addresses').insert(row);
  return row.document_id;
}

const fullRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'address_limit', limit: MAX_ADDRESSES },
    { zh: `最多保存 ${MAX_ADDRESSES} 个收货地址`, en: `At most ${MAX_ADDRESSES} addresses can be kept` },
  );

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.add-address': ReturnType<typeof factory>;
  }
}
