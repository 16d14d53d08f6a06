import { AdjustStockForm } from '../inventory/adjust-stock-form';
import type { Deed } from './deed';

/** The only ways to change stock by hand. */
export const stockDeeds: Deed[] = [
  {
    model: 'api::catalog.inventory',
    permission: 'inventory.adjust',
    label: '调整库存',
    variant: 'default',
    path: (documentId) => `/shop/inventories/${documentId}/adjust`,
    isOffered: () => true,
    fields: [],
    isKeyed: true,
    Form: AdjustStockForm,
    done: '库存已调整',
  },
  {
    model: 'api::points.points-good',
    permission: 'points-good.adjust-stock',
    label: '调整库存',
    variant: 'default',
    path: (documentId) => `/shop/points-goods/${documentId}/adjust-stock`,
    isOffered: () => true,
    fields: [],
    isKeyed: true,
    Form: AdjustStockForm,
    done: '库存已调整',
  },
];
