import type { Core } from '@strapi/strapi';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.list-preview-choices': ListPreviewChoices;
  }
}

export interface Choice {
  documentId: string;
  name: string;
}

export interface ListPreviewChoices {
  /** Levels and merchants that a preview of an award can be asked for; the merchants that rules name come first. */
  (): Promise<{ levels: Choice[]; merchants: Choice[] }>;
}

const MOST_CHOICES = 100;

export default ({ strapi }: { strapi: Core.Strapi }): ListPreviewChoices =>
  async () => {
    const db = strapi.db.connection;
    const named = db('points_rules_merchants_lnk').select('merchant_id');
    const [levels, merchants] = await Promise.all([
      db('member_levels').orderBy('growth_threshold').limit(MOST_CHOICES).select('document_id', 'name'),
      db('merchants')
        .where({ state: 'active' })
        .orderByRaw('case when id in (?) then 0 else 1 end, id', [named])
        .limit(MOST_CHOICES)
        .select('document_id', 'name'),
    ]);
    return { levels: levels.map(toChoice), merchants: merchants.map(toChoice) };
  };

const toChoice = (row: { document_id: string; name: string }): Choice => ({
  documentId: row.document_id,
  name: row.name,
});
