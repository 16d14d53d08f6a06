import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';
import { ACTIVITIES, type DemoActivity } from './activity-list';
import { ensureMedia } from './media';
import { demoPicture } from './pictures';
import { PRODUCTS } from './product-list';

const NOTICE = '演示环境：可以随意下单，付款由本机的微信模拟器完成，不会产生真实扣款。';

export async function seedActivities(strapi: Core.Strapi): Promise<void> {
  for (const activity of ACTIVITIES) {
    await ensureDocument(strapi, 'api::activity.activity', {
      key: { title: activity.title },
      data: {
        kind: activity.kind,
        image: await ensureMedia(strapi, demoPicture(`${activity.kind}-${activity.slug}`)),
        content: activity.text,
        linkType: activity.linkType,
        linkValue: await linkOf(strapi, activity),
        positions: ['home'],
        priority: activity.priority,
        enabled: true,
      },
    });
  }
  await ensureDocument(strapi, 'api::activity.activity', {
    key: { title: '演示说明' },
    data: { kind: 'notice', content: NOTICE, linkType: 'none', positions: ['home'], enabled: true },
  });
}

async function linkOf(strapi: Core.Strapi, activity: DemoActivity): Promise<string> {
  if (activity.linkType !== 'product') return activity.link;
  const name = PRODUCTS.find(({ slug }) => slug === activity.link)?.name;
  const found = (await strapi.db
    .query('api::catalog.product')
    .findOne({ where: { name }, select: ['documentId'] })) as { documentId: string } | null;
  return found?.documentId ?? '';
}
