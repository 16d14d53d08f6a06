import type { Core } from '@strapi/strapi';
import { checkOnSale } from '../../../domain/catalog/sku-availability';
import { now } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { loadBuyer } from '../store/buyer';
import type { SellableSku } from '../store/sellable-sku';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.cart': ReturnType<typeof factory>;
  }
}

interface CartRow {
  sku_document_id: string;
  quantity: number;
  selected: boolean | number;
}

export interface PutItem {
  userId: number;
  skuId: string;
  quantity: number;
  selected?: boolean | undefined;
}

const MAX_LINES = 100;

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const { connection } = strapi.db;
  const rowsOf = async (userId: number): Promise<CartRow[]> =>
    connection('cart_items as c')
      .join('skus as s', 's.id', 'c.sku_id')
      .where('c.user_id', userId)
      .orderBy('c.id', 'desc')
      .limit(MAX_LINES)
      .select('s.document_id as sku_document_id', 'c.quantity', 'c.selected');

  return {
    /** The whole cart at today's prices; what cannot be bought any more is marked, not dropped. */
    async find(userId: number) {
      const rows = await rowsOf(userId);
      const skus = await getService(strapi, 'api::catalog.sellable-skus').load(
        connection,
        rows.map((row) => row.sku_document_id),
      );
      const { levelThreshold } = await loadBuyer(connection, userId, { at: now(strapi) });
      const byId = new Map(skus.map((sku) => [sku.skuDocumentId, sku]));
      const items = rows.flatMap((row) => {
        const sku = byId.get(row.sku_document_id);
        return sku ? [shapeLine(row, sku, { levelThreshold, at: now(strapi) })] : [];
      });
      const selected = items.filter((item) => item.selected && item.isValid);
      return {
        items,
        selectedQuantity: selected.reduce((sum, item) => sum + item.quantity, 0),
        selectedAmount: selected.reduce((sum, item) => sum + item.price * item.quantity, 0),
      };
    },

    /** Sets a line's quantity; the line is created when new. Two calls at once leave one line. */
    async put({ userId, skuId, quantity, selected }: PutItem): Promise<void> {
      const [sku] = await getService(strapi, 'api::catalog.sellable-skus').load(connection, [skuId]);
      if (!sku) throw new Refusal('ProductUnavailableError', { skuId, reason: 'not_found' });
      const at = now(strapi);
      await connection('cart_items')
        .insert({ ...newRow(at), user_id: userId, sku_id: sku.skuId, quantity, selected: selected ?? true })
        .onConflict(['user_id', 'sku_id'])
        .merge({ quantity, updated_at: at, ...(selected === undefined ? {} : { selected }) });
    },

    /** Removes a line; removing what is not there is fine. */
    async remove(userId: number, skuId: string): Promise<void> {
      const sku = connection('skus').where({ document_id: skuId }).select('id');
      await connection('cart_items').where({ user_id: userId }).whereIn('sku_id', sku).delete();
    },
  };
};

export default factory;

function shapeLine(row: CartRow, sku: SellableSku, buyer: { levelThreshold: number; at: Date }) {
  const facts = {
    ...sku,
    skuId: sku.skuDocumentId,
    productStatus: sku.productState,
    requiredLevelThreshold: sku.memberLevelThreshold,
  };
  const onSale = checkOnSale(facts, buyer);
  const isShort = sku.available < row.quantity;
  const invalidReason = !onSale.ok
    ? String(onSale.error.details['reason'])
    : !sku.isOnSale
      ? 'off_sale'
      : isShort
        ? 'out_of_stock'
        : null;
  return {
    skuId: sku.skuDocumentId,
    productId: sku.productDocumentId,
    name: sku.name,
    specs: sku.specs,
    image: sku.image,
    price: sku.price,
    quantity: row.quantity,
    selected: Boolean(row.selected),
    available: sku.available,
    isValid: invalidReason === null,
    invalidReason,
  };
}
