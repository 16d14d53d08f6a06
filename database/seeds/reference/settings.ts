import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

/** The one row of settings; everything else comes from the schema's defaults. */
export async function seedSettings(strapi: Core.Strapi): Promise<void> {
  const known = await strapi.db.query('api::operations.setting').findOne({ select: ['id'] });
  if (!known) await ensureDocument(strapi, 'api::operations.setting', { key: { shopName: '绿头鸭小店' }, data: {} });
}
