import { application } from './api';

/** The one payment rule all suites of a worker share: 1 point a yuan. An enabled rule that is there already is kept. */
export async function ensurePaymentRule(): Promise<void> {
  const rules = application().strapi.documents('api::points.points-rule');
  const known = await rules.findFirst({ filters: { scene: 'payment', enabled: true } as never });
  if (known) return;
  await rules.create({
    data: { name: '消费积分', scene: 'payment', pointsPerHundredYuan: 100, enabled: true } as never,
  });
}
