import type { Core } from '@strapi/strapi';

export async function seedDemoSettings(strapi: Core.Strapi): Promise<void> {
  const settings = strapi.documents('api::operations.setting');
  const known = await settings.findFirst({ fields: ['documentId'] });
  if (!known) return;
  await settings.update({
    documentId: known.documentId,
    data: {
      shopName: '绿头鸭小店（演示）',
      contactPhone: '400-800-1234',
      redemptionPointsPerYuan: 100,
      redemptionMaxSharePercent: 50,
      redemptionMinPoints: 0,
      subscribeTemplateIds: { orderPaid: 'DEMO-TEMPLATE-ORDER-PAID', orderShipped: 'DEMO-TEMPLATE-ORDER-SHIPPED' },
    } as never,
  });
}
