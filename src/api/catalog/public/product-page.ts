import type { PublicContent, Row } from '../../../platform/content/public-content';
import { products } from './products';

/** A product on its own page; SKUs with stock are added by `read-product`, which is why they are no relation here. */
export const productPage: PublicContent = {
  ...products,
  fields: { ...products.fields, description: 'long', gallery: 'images', video: 'image', perUserLimit: 'integer' },
  computed: {
    ...products.computed,
    deliveryModes: {
      needs: ['kind', 'deliversExpress', 'deliversCommunity', 'deliversPickup'],
      of: deliveryModesOf,
    },
  },
  relations: Object.fromEntries(
    Object.entries(products.relations ?? {})
      .filter(([name]) => name !== 'skus')
      .map(([name, relation]) => [name, { ...relation, isDefault: true }]),
  ),
};

function deliveryModesOf(row: Row): string[] {
  if (row.kind !== 'physical') return ['none'];
  const modes = { express: row.deliversExpress, community: row.deliversCommunity, pickup: row.deliversPickup };
  return Object.entries(modes).flatMap(([mode, isOffered]) => (isOffered ? [mode] : []));
}
