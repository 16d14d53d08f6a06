import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { type MarkedPage, showMarks } from '../show-marks';
import { listMarks } from '../store/marks';

interface Mark {
  userId: number;
  productDocumentId: string;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const { connection } = strapi.db;
  const idOf = async (documentId: string): Promise<number | null> => {
    const row = (await connection('products').where({ document_id: documentId }).first('id')) as
      { id: number } | undefined;
    return row?.id ?? null;
  };

  return {
    async list(userId: number, { limit, cursor }: { limit: number; cursor?: string }): Promise<MarkedPage> {
      const page = { userId, limit, before: readCursor(cursor) };
      const { rows, meta } = pageOf(await listMarks(connection, 'favorites', page), limit);
      return { data: await showMarks(strapi, rows, 'favoritedAt'), meta };
    },

    /** Whether the user likes a product; one that does not exist nobody likes. */
    async has({ userId, productDocumentId }: Mark): Promise<boolean> {
      const row: unknown = await connection('favorites as f')
        .join('products as p', 'p.id', 'f.product_id')
        .where({ 'f.user_id': userId, 'p.document_id': productDocumentId })
        .first('f.id');
      return row !== undefined;
    },

    /** Two calls at once leave one row. @throws Refusal NotFoundError for a product that is not for sale now */
    async add({ userId, productDocumentId }: Mark): Promise<void> {
      const at = now(strapi);
      const productId = await idOf(productDocumentId);
      const shown =
        productId !== null && (await getService(strapi, 'api::catalog.list-products').listMarked([productId], at));
      if (!shown || shown.get(productId)?.isValid !== true) throw new Refusal('NotFoundError');
      await connection('favorites')
        .insert({ ...newRow(at), user_id: userId, product_id: productId })
        .onConflict(['user_id', 'product_id'])
        .ignore();
    },

    /** Removing what is not there is fine. */
    async remove({ userId, productDocumentId }: Mark): Promise<void> {
      const product = connection('products').where({ document_id: productDocumentId }).select('id');
      await connection('favorites').where({ user_id: userId }).whereIn('product_id', product).delete();
    },
  };
};

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.favorites': ReturnType<typeof factory>;
  }
}
