import type { Core } from '@strapi/strapi';
import { environmentOf } from '../../../platform/container';

/** What every client may know about the shop. Money in fen, times in the unit of their name. */
export interface PublicSettings {
  shopName: string;
  logo: string | null;
  contact: { phone: string | null };
  orderTimeoutMinutes: number;
  autoCompleteDays: number;
  afterSaleDays: number;
  express: { fee: number; freeFrom: number };
  redemption: { pointsPerYuan: number; maxSharePercent: number; minPoints: number };
  /** Event → template id for `wx.requestSubscribeMessage`. */
  subscribeTemplateIds: Record<string, string>;
  timeZone: string;
}

interface SettingRow {
  shopName: string;
  logo?: { url: string } | null;
  contactPhone: string | null;
  orderTimeoutMinutes: number;
  autoCompleteDays: number;
  afterSaleDays: number;
  expressFee: number | null;
  expressFreeFrom: number | null;
  redemptionPointsPerYuan: number;
  redemptionMaxSharePercent: number;
  redemptionMinPoints: number;
  subscribeTemplateIds: Record<string, string> | null;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Reads the settings; until staff save them once, the schema's defaults hold. */
  async readPublicSettings(): Promise<PublicSettings> {
    const stored = (await strapi.db
      .query('api::operations.setting')
      .findOne({ populate: { logo: { select: ['id', 'url'] } } })) as SettingRow | null;
    const row = { ...defaultsOf(strapi), ...stored };
    return {
      shopName: row.shopName,
      logo: row.logo?.url ?? null,
      contact: { phone: row.contactPhone ?? null },
      orderTimeoutMinutes: row.orderTimeoutMinutes,
      autoCompleteDays: row.autoCompleteDays,
      afterSaleDays: row.afterSaleDays,
      express: { fee: row.expressFee ?? 0, freeFrom: row.expressFreeFrom ?? 0 },
      redemption: {
        pointsPerYuan: row.redemptionPointsPerYuan,
        maxSharePercent: row.redemptionMaxSharePercent,
        minPoints: row.redemptionMinPoints,
      },
      subscribeTemplateIds: row.subscribeTemplateIds ?? {},
      timeZone: environmentOf(strapi).SHOP_TIMEZONE,
    };
  },
});

function defaultsOf(strapi: Core.Strapi): SettingRow {
  const { attributes } = strapi.contentType('api::operations.setting');
  const withDefault = Object.entries(attributes).filter(([, attribute]) => 'default' in attribute);
  return Object.fromEntries(
    withDefault.map(([name, attribute]) => [name, (attribute as { default: unknown }).default]),
  ) as unknown as SettingRow;
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.public-settings': ReturnType<typeof factory>;
  }
}
