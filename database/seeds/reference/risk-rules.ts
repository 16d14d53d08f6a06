import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

/** The list needs a rule to be looked at; it stops nobody until staff put somebody on it. */
const RULES = [
  {
    name: '一分钟内支付超过 10 次',
    metric: 'payments_per_user',
    threshold: 10,
    windowSeconds: 60,
    action: 'block',
    priority: 100,
  },
  { name: '陌生网络需要验证', metric: 'unfamiliar_ip', action: 'verify', priority: 50 },
  { name: '黑名单', metric: 'blocked_list', action: 'block', priority: 200 },
];

/** The rules every shop begins with. */
export async function seedRiskRules(strapi: Core.Strapi): Promise<void> {
  for (const { name, ...data } of RULES)
    await ensureDocument(strapi, 'api::payment.risk-rule', { key: { name }, data });
}
