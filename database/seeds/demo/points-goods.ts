import type { Core } from '@strapi/strapi';
import { getService } from '../../../src/platform/get-service';
import { ensureDocument } from '../ensure';
import { ensureMedia } from './media';
import { demoPicture } from './pictures';
import { POINTS_GOODS } from './points-good-list';

export async function seedPointsGoods(strapi: Core.Strapi): Promise<void> {
  for (const [sort, { slug, stock, look: _look, ...good }] of POINTS_GOODS.entries()) {
    const cover = await ensureMedia(strapi, demoPicture(`points-${slug}`));
    const { name, ...offer } = good;
    const { documentId } = await ensureDocument(strapi, 'api::points.points-good', {
      key: { name },
      data: { ...offer, cover, gallery: [cover], state: 'on_sale', sort },
    });
    await stockUp(strapi, documentId, stock);
  }
}

/** The first delivery, through the same action as every later one, unless stock has moved before. */
async function stockUp(strapi: Core.Strapi, pointsGoodDocumentId: string, delta: number): Promise<void> {
  const hasMoved: unknown = await strapi.db
    .connection('stock_movements as m')
    .join('points_goods as g', 'g.sku_id', 'm.sku_id')
    .where('g.document_id', pointsGoodDocumentId)
    .first('m.id');
  if (hasMoved !== undefined) return;
  await getService(
    strapi,
    'api::points.adjust-good-stock',
  )({
    pointsGoodDocumentId,
    delta,
    reason: '演示数据入库',
    operator: 'demo',
    operatorType: 'system',
  });
}
