import type { KeyRing } from '../../../platform/security/encryption';
import { maskPhone } from '../../../platform/security/masking';
import type { ProfileChange } from '../requests';

const COLUMNS = {
  name: 'name',
  introduction: 'introduction',
  contactName: 'contact_name',
  address: 'address',
  latitude: 'latitude',
  longitude: 'longitude',
  businessHours: 'business_hours',
} as const satisfies Partial<Record<keyof ProfileChange, string>>;

/** What somebody said about a merchant as columns of its row; the phone is encrypted, and shown masked. */
export function toColumns({ contactPhone, ...change }: ProfileChange, ring: KeyRing): Record<string, unknown> {
  const fields = Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][];
  const plain = fields.flatMap(([field, column]) => (change[field] === undefined ? [] : [[column, change[field]]]));
  const phone =
    contactPhone === undefined
      ? {}
      : { contact_phone_cipher: ring.encrypt(contactPhone), contact_phone_masked: maskPhone(contactPhone) };
  return { ...(Object.fromEntries(plain) as Record<string, unknown>), ...phone };
}
