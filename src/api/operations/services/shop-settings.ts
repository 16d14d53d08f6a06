import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { fen, type Fen } from '../../../domain/shared/fen';

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.shop-settings': ShopSettingsReader;
  }
}

/** The shop's settings as operations staff keep them; times in the unit of their name, money in fen. */
export interface ShopSettings {
  shopName: string;
  orderTimeoutMinutes: number;
  autoCompleteDays: number;
  afterSaleDays: number;
  /** A refund of goods that have not left the house needs nobody's consent. */
  refundsUnshippedAtOnce: boolean;
  /** How long a step of an after-sale case may take before the case goes on by itself. */
  afterSaleDecisionHours: number;
  afterSaleReturnHours: number;
  afterSaleReceiptHours: number;
  expressFee: Fen;
  /** 0: never free. */
  expressFreeFrom: Fen;
  redemptionPointsPerYuan: number;
  redemptionMaxSharePercent: number;
  redemptionMinPoints: number;
  /** Adjustments of so many points or more need a second person; 0: none do. */
  pointsApprovalFrom: number;
  /** Growth of a completed order per yuan of goods; 0: none. */
  growthPerYuan: number;
}

export interface ShopSettingsReader {
  /** @param connection the transaction, when called inside one */
  read(connection: Knex): Promise<ShopSettings>;
  /** Drops what was read; called after every write. */
  forget(): void;
}

interface SettingRow {
  shop_name: string;
  order_timeout_minutes: number;
  auto_complete_days: number;
  after_sale_days: number;
  refunds_unshipped_at_once: boolean | number;
  after_sale_decision_hours: number;
  after_sale_return_hours: number;
  after_sale_receipt_hours: number;
  express_fee: number;
  express_free_from: number;
  redemption_points_per_yuan: number;
  redemption_max_share_percent: number;
  redemption_min_points: number;
  /** This and the next are null in settings that were saved before they existed. */
  points_approval_from: number | null;
  growth_per_yuan: number | null;
}

/** What holds until somebody saves the settings for the first time; the same values as the schema's defaults. */
const DEFAULTS: SettingRow & { points_approval_from: number; growth_per_yuan: number } = {
  shop_name: '绿头鸭小店',
  order_timeout_minutes: 15,
  auto_complete_days: 7,
  after_sale_days: 7,
  refunds_unshipped_at_once: true,
  after_sale_decision_hours: 72,
  after_sale_return_hours: 168,
  after_sale_receipt_hours: 240,
  express_fee: 800,
  express_free_from: 9900,
  redemption_points_per_yuan: 100,
  redemption_max_share_percent: 50,
  redemption_min_points: 0,
  points_approval_from: 10_000,
  growth_per_yuan: 1,
};

const FRESH_MS = 3_000;

/** Settings are read at every order and change once a month, so they are kept for three seconds. */
export default (_context: { strapi: Core.Strapi }): ShopSettingsReader => {
  let known: { settings: ShopSettings; readAt: number } | null = null;
  return {
    read: async (connection) => {
      if (known && Date.now() - known.readAt < FRESH_MS) return known.settings;
      const row = (await connection('settings').orderBy('id').first()) as SettingRow | undefined;
      known = { settings: toSettings(row ?? DEFAULTS), readAt: Date.now() };
      return known.settings;
    },
    forget: () => {
      known = null;
    },
  };
};

function toSettings(row: SettingRow): ShopSettings {
  return {
    shopName: row.shop_name,
    orderTimeoutMinutes: row.order_timeout_minutes,
    autoCompleteDays: row.auto_complete_days,
    afterSaleDays: row.after_sale_days,
    refundsUnshippedAtOnce: Boolean(row.refunds_unshipped_at_once),
    afterSaleDecisionHours: row.after_sale_decision_hours,
    afterSaleReturnHours: row.after_sale_return_hours,
    afterSaleReceiptHours: row.after_sale_receipt_hours,
    expressFee: fen(row.express_fee),
    expressFreeFrom: fen(row.express_free_from),
    redemptionPointsPerYuan: row.redemption_points_per_yuan,
    redemptionMaxSharePercent: row.redemption_max_share_percent,
    redemptionMinPoints: row.redemption_min_points,
    pointsApprovalFrom: row.points_approval_from ?? DEFAULTS.points_approval_from,
    growthPerYuan: row.growth_per_yuan ?? DEFAULTS.growth_per_yuan,
  };
}
