import type { Core } from '@strapi/strapi';
import { toIso } from '../../../platform/database/rows';
import { type StaffRow, staffOf } from '../store/staff-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.read-staff': ReturnType<typeof factory>;
  }
}

/** Far above what a shop employs; a bound all the same. */
const MOST = 500;

const shape = (row: StaffRow) => ({
  documentId: row.document_id,
  role: row.role,
  user: {
    documentId: row.user_document_id,
    nickname: row.nickname,
    avatar: row.avatar,
    phoneMasked: row.phone_masked,
  },
  createdAt: toIso(row.created_at),
});

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const present = (merchantId: number) => staffOf(strapi.db.connection, merchantId).andWhere('s.enabled', true);
  return {
    /** Who works for a merchant now. */
    async list(merchantId: number) {
      return ((await present(merchantId).limit(MOST)) as StaffRow[]).map(shape);
    },

    async find(merchantId: number, documentId: string) {
      const [row] = (await present(merchantId).andWhere('s.document_id', documentId)) as StaffRow[];
      return row ? shape(row) : null;
    },
  };
};

export default factory;
