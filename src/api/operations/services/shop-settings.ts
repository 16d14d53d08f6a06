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
  expressFee: Fen;
  /** 0: never free. */
  expressFreeFrom: Fen;
  redemptionPointsPerYuan: number;
  redemptionMaxSharePercent: number;
  redemptionMinPoints: number;
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
  express_fee: number;
  express_free_from: number;
  redemption_points_per_yuan: number;
  redemption_max_share_percent: number;
  redemption_min_points: number;
}

/** What holds until somebody saves the settings for the first time; the same values as the schema's defaults. */
const DEFAULTS: SettingRow = {
  shop_name: '绿头鸭小店',
  order_timeout_minutes: 15,
  auto_complete_days: 7,
  after_sale_days: 7,
  express_fee: 800,
  express_free_from: 9900,
  redemption_points_per_yuan: 100,
  redemption_max_share_percent: 50,
  redemption_min_points: 100,
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
    expressFee: fen(row.express_fee),
    expressFreeFrom: fen(row.express_free_from),
    redemptionPointsPerYuan: row.redemption_points_per_yuan,
    redemptionMaxSharePercent: row.redemption_max_share_percent,
    redemptionMinPoints: row.redemption_min_points,
  };
}
