import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly among reviews. */
export const reviewConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_reviews_order_item', table: 'reviews', columns: ['order_item_id'] },
  {
    kind: 'index',
    name: 'ix_reviews_product',
    table: 'reviews',
    columns: ['product_id', 'id'],
    where: "state = 'visible'",
  },
  // The summary of a product is counted from this index alone.
  { kind: 'index', name: 'ix_reviews_ratings', table: 'reviews', columns: ['product_id', 'state', 'rating'] },
  { kind: 'index', name: 'ix_reviews_order', table: 'reviews', columns: ['order_no'] },
  { kind: 'index', name: 'ix_reviews_user', table: 'reviews', columns: ['user_id', 'id'] },
  {
    kind: 'check',
    name: 'ck_reviews_rating',
    table: 'reviews',
    columns: ['rating'],
    expression: 'rating >= 1 and rating <= 5',
  },
];
