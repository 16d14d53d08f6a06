import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

/** The one row of settings; everything else comes from the schema's defaults. */
export async function seedSettings(strapi: Core.Strapi): Promise<void> {
  const hasSettings = (await strapi.db.connection('settings').first('id')) !== undefined;
  if (!hasSettings)
    await ensureDocument(strapi, 'api::operations.setting', { key: { shopName: '绿头鸭小店' }, data: {} });
}
