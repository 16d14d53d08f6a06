import type { Core } from '@strapi/strapi';
import { findLogo } from '../store/logo';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-profile': ReturnType<typeof factory>;
  }
}

interface MerchantRow {
  document_id: string;
  name: string;
  introduction: string | null;
  contact_name: string | null;
  contact_phone_masked: string | null;
  address: string | null;
  latitude: number | string | null;
  longitude: number | string | null;
  business_hours: string | null;
  state: string;
  commission_bps: number | null;
}

const toNumber = (stored: number | string | null): number | null => (stored === null ? null : Number(stored));

/** What the staff of a merchant see of it, with the caller's own role; the commission in basis points. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async ({ merchantId, role }: { merchantId: number; role: string }) => {
    const { connection } = strapi.db;
    const row = (await connection('merchants').where({ id: merchantId }).first()) as MerchantRow;
    return {
      documentId: row.document_id,
      name: row.name,
      logo: await findLogo(connection, merchantId),
      introduction: row.introduction,
      contactName: row.contact_name,
      contactPhoneMasked: row.contact_phone_masked,
      address: row.address,
      latitude: toNumber(row.latitude),
      longitude: toNumber(row.longitude),
      businessHours: row.business_hours,
      status: row.state,
      commissionBps: row.commission_bps ?? 0,
      role,
    };
  };

export default factory;
