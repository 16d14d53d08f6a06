import type { Constraint } from '../../platform/database/constraints';
import { reviewConstraints } from './review-constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_skus_code', table: 'skus', columns: ['code'] },
  { kind: 'check', name: 'ck_skus_price', table: 'skus', columns: ['price'], expression: 'price >= 0' },
  { kind: 'unique', name: 'ux_inventories_sku', table: 'inventories', columns: ['sku_id'] },
  {
    kind: 'check',
    name: 'ck_inventories_available',
    table: 'inventories',
    columns: ['available'],
    expression: 'available >= 0',
  },
  {
    kind: 'check',
    name: 'ck_inventories_reserved',
    table: 'inventories',
    columns: ['reserved'],
    expression: 'reserved >= 0',
  },
  { kind: 'check', name: 'ck_inventories_sold', table: 'inventories', columns: ['sold'], expression: 'sold >= 0' },
  { kind: 'unique', name: 'ux_stock_movements_operation', table: 'stock_movements', columns: ['operation_key'] },
  { kind: 'index', name: 'ix_stock_movements_sku', table: 'stock_movements', columns: ['sku_id', 'id'] },
  {
    kind: 'index',
    name: 'ix_stock_movements_order',
    table: 'stock_movements',
    columns: ['order_no'],
    where: 'order_no is not null',
  },
  { kind: 'append_only', name: 'ao_stock_movements', table: 'stock_movements' },
  ...reviewConstraints,
  { kind: 'index', name: 'ix_products_state_sort', table: 'products', columns: ['state', 'sort', 'id'] },
  { kind: 'index', name: 'ix_products_state_sales', table: 'products', columns: ['state', 'sales', 'id'] },
  { kind: 'index', name: 'ix_products_state_price', table: 'products', columns: ['state', 'min_price', 'id'] },
];
