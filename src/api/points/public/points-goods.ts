import { deliveryModesOfGood, type GoodDelivery } from '../../../domain/points/good-delivery';
import type { PublicContent, Where } from '../../../platform/content/public-content';
import { readGoodsStock } from '../store/goods';

/** On sale and in its window. */
const visibleGoods = (at: Date): Where => ({
  state: 'on_sale',
  $and: [
    { $or: [{ listAt: { $null: true } }, { listAt: { $lte: at } }] },
    { $or: [{ delistAt: { $null: true } }, { delistAt: { $gt: at } }] },
  ],
});

/** The goods of the points mall as they stand in lists. */
export const pointsGoods: PublicContent = {
  uid: 'api::points.points-good',
  fields: {
    name: 'text',
    subtitle: 'text',
    cover: 'image',
    points: 'integer',
    price: 'integer',
    perUserLimit: 'integer',
    kind: { choice: ['physical', 'virtual'] },
    sort: 'integer',
    listAt: 'instant',
    delistAt: 'instant',
  },
  computed: {
    stock: { needs: [], of: (_row, { stock }) => stock ?? 0 },
    deliveryModes: {
      needs: ['kind', 'deliversExpress', 'deliversPickup'],
      of: (row) => deliveryModesOfGood(row as unknown as GoodDelivery),
    },
  },
  visible: visibleGoods,
  sort: [{ sort: 'asc' }, { id: 'desc' }],
  loadExtras: readGoodsStock,
  // Stock that belongs to no product is announced under this tag.
  cacheTags: ['api::catalog.inventory'],
};

/** One of them on its own page. */
export const pointsGoodPage: PublicContent = {
  ...pointsGoods,
  fields: { ...pointsGoods.fields, description: 'long', gallery: 'images' },
};
