import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

/** The level everybody begins with. */
export async function seedBaseLevel(strapi: Core.Strapi): Promise<void> {
  await ensureDocument(strapi, 'api::member.member-level', {
    key: { name: '普通' },
    data: { growthThreshold: 0, color: '#8c8c8c', sort: 0 },
  });
}
