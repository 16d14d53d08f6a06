/** Tag of public answers that show one product's stock. */
export const productTag = (documentId: string): string => `product:${documentId}`;

/** Tag of public lists that show whether products are in stock at all. */
export const IN_STOCK_TAG = 'catalog:in-stock';

/** Tag of public answers that show what buyers say about one product. */
export const reviewsTag = (documentId: string): string => `reviews:${documentId}`;

/** Tag of public answers that show stock of no product, as other features offer it. */
export const SEPARATE_STOCK_TAG = 'api::catalog.inventory';
