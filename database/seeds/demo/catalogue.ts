import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';
import { ensureMedia } from './media';
import { demoPicture } from './pictures';
import { BRANDS, CATEGORIES } from './product-list';

export async function seedCategoriesAndBrands(strapi: Core.Strapi): Promise<void> {
  for (const [sort, { name, slug }] of CATEGORIES.entries()) {
    const icon = await ensureMedia(strapi, demoPicture(`category-${slug}`));
    await ensureDocument(strapi, 'api::catalog.category', { key: { name }, data: { icon, sort, enabled: true } });
  }
  for (const [sort, { name, slug, description }] of BRANDS.entries()) {
    const logo = await ensureMedia(strapi, demoPicture(`brand-${slug}`));
    const data = { logo, description, sort, enabled: true };
    await ensureDocument(strapi, 'api::catalog.brand', { key: { name }, data });
  }
}
