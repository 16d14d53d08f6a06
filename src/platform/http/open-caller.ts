/** What an application of the open platform may be allowed to do, and the column that says so. */
export const OPEN_SCOPES = {
  award_points: 'awards_points',
  deduct_points: 'deducts_points',
  read_points: 'reads_points',
  read_orders: 'reads_orders',
  read_products: 'reads_products',
} as const;
export type OpenScope = keyof typeof OPEN_SCOPES;

/** Another server that calls us. */
export interface OpenCaller {
  /** Names it in ledgers and logs: `app_…`, or `token_<id>`. */
  id: string;
  /** Row id of the only merchant whose records it may see; null: all of the shop. */
  merchantId: number | null;
}

export interface OpenDoor {
  scope: OpenScope;
  /** Name of the route among those that an API token may be made for. */
  action: string;
}
