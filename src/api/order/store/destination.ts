import type { Knex } from 'knex';
import { Refusal } from '../../../platform/errors/refusal';
import type { KeyRing } from '../../../platform/security/encryption';

/** Where an order goes, as it is kept with the order; the phone stays encrypted. */
export interface Destination {
  mode: 'express' | 'community' | 'pickup' | 'none';
  pickupPointId: number | null;
  snapshot: Record<string, unknown>;
}

export interface DeliveryChoice {
  mode: 'express' | 'community' | 'pickup' | 'none';
  addressId?: string | undefined;
  pickupPointId?: string | undefined;
}

export interface DestinationRequest extends DeliveryChoice {
  isComplete: boolean;
  keyRing: KeyRing;
}

/**
 * Looks the chosen destination up. Placing needs a whole one; a preview may still leave it open.
 * @throws Refusal NotFoundError for a foreign address, DeliveryUnavailableError with `details.reason` otherwise
 */
export async function resolveDestination(
  connection: Knex,
  userId: number,
  choice: DestinationRequest,
): Promise<Destination> {
  const { mode } = choice;
  if (mode === 'express')
    return { mode, pickupPointId: null, snapshot: await addressSnapshot(connection, userId, choice) };
  if (mode === 'pickup') return pickupDestination(connection, choice);
  if (mode === 'none') return { mode, pickupPointId: null, snapshot: {} };
  throw new Refusal('DeliveryUnavailableError', { reason: 'not_served', mode });
}

interface AddressRow {
  document_id: string;
  receiver: string;
  phone_cipher: string;
  phone_masked: string;
  province: string | null;
  city: string | null;
  district: string | null;
  detail: string;
}

async function addressSnapshot(
  connection: Knex,
  userId: number,
  choice: DestinationRequest,
): Promise<Record<string, unknown>> {
  if (!choice.addressId) {
    if (choice.isComplete)
      throw new Refusal(
        'DeliveryUnavailableError',
        { reason: 'address_required' },
        { zh: '请选择收货地址', en: 'Please choose an address' },
      );
    return {};
  }
  const row = (await connection('addresses')
    .where({ document_id: choice.addressId, user_id: userId })
    .whereNull('deleted_at')
    .first()) as AddressRow | undefined;
  if (!row) throw new Refusal('NotFoundError', { addressId: choice.addressId });
  return {
    addressId: row.document_id,
    name: row.receiver,
    // A copy under an old key would be left behind when the orders have been written anew already.
    phoneCipher: choice.keyRing.renew(row.phone_cipher),
    phoneMasked: row.phone_masked,
    province: row.province,
    city: row.city,
    district: row.district,
    detail: row.detail,
  };
}

async function pickupDestination(connection: Knex, choice: DestinationRequest): Promise<Destination> {
  if (!choice.pickupPointId) {
    if (choice.isComplete)
      throw new Refusal(
        'DeliveryUnavailableError',
        { reason: 'pickup_point_required' },
        { zh: '请选择自提点', en: 'Please choose a pickup point' },
      );
    return { mode: 'pickup', pickupPointId: null, snapshot: {} };
  }
  const row = (await connection('pickup_points')
    .where({ document_id: choice.pickupPointId, enabled: true })
    .first()) as { id: number; document_id: string; name: string; address: string; hours: string | null } | undefined;
  if (!row) throw new Refusal('DeliveryUnavailableError', { reason: 'pickup_point_closed' });
  return {
    mode: 'pickup',
    pickupPointId: row.id,
    snapshot: { pickupPointId: row.document_id, name: row.name, address: row.address, hours: row.hours },
  };
}
