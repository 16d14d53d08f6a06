import { toIso } from '../../../platform/database/rows';
import type { KeyRing } from '../../../platform/security/encryption';
import { maskPhone } from '../../../platform/security/masking';
import type { AddressChange } from '../requests';
import type { AddressRow } from '../store/addresses';

/** An address as its owner sees it, the phone in full. */
export const toAddress = (row: AddressRow, ring: KeyRing) => ({
  documentId: row.document_id,
  name: row.receiver,
  phone: ring.decrypt(row.phone_cipher),
  province: row.province ?? '',
  city: row.city ?? '',
  district: row.district ?? '',
  detail: row.detail,
  communityId: row.community_id,
  isDefault: Boolean(row.is_default),
  createdAt: toIso(row.created_at),
});

/** The columns that hold what a request says; fields it leaves out are left out here too. */
export function toColumns(address: AddressChange, ring: KeyRing): Record<string, unknown> {
  const { name, phone, communityId, isDefault, ...sameName } = address;
  return {
    ...sameName,
    ...(name === undefined ? {} : { receiver: name }),
    ...(phone === undefined ? {} : { phone_cipher: ring.encrypt(phone), phone_masked: maskPhone(phone) }),
    ...(communityId === undefined ? {} : { community_id: communityId }),
    ...(isDefault === undefined ? {} : { is_default: isDefault }),
  };
}
