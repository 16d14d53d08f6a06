import type { Core } from '@strapi/strapi';
import { type StoredInstant, toIso } from '../../../platform/database/rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-applications': ReturnType<typeof factory>;
  }
}

/** More would be a sign of something else than patience. */
const MOST = 50;

interface ApplicationRow {
  document_id: string;
  name: string;
  state: string;
  state_reason: string | null;
  contact_name: string | null;
  contact_phone_masked: string | null;
  license_number: string | null;
  created_at: StoredInstant;
}

/** Characters of a licence number that are shown; staff may have written down something shorter than a licence number is. */
const HEAD = 4;
const TAIL = 2;

/** 91330100MA2XXXXX1N → 9133************1N: enough to recognise one's own licence. */
function maskLicense(text: string): string {
  const hidden = text.length - HEAD - TAIL;
  return hidden > 0 ? `${text.slice(0, HEAD)}${'*'.repeat(hidden)}${text.slice(-TAIL)}` : '*'.repeat(text.length);
}

const shape = (row: ApplicationRow) => ({
  documentId: row.document_id,
  name: row.name,
  status: row.state,
  reason: row.state_reason,
  contactName: row.contact_name,
  contactPhoneMasked: row.contact_phone_masked,
  licenseNumberMasked: row.license_number && maskLicense(row.license_number),
  createdAt: toIso(row.created_at),
});

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const ofUser = (userId: number) => strapi.db.connection('merchants').where({ applicant_id: userId });
  return {
    /** Everything a user has applied for, newest first. */
    async list(userId: number) {
      const rows = (await ofUser(userId).orderBy('id', 'desc').limit(MOST)) as ApplicationRow[];
      return rows.map(shape);
    },

    async find(userId: number, documentId: string) {
      const row = (await ofUser(userId).andWhere({ document_id: documentId }).first()) as ApplicationRow;
      return shape(row);
    },
  };
};

export default factory;
