import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { now } from '../../platform/container';
import { onPush } from '../../platform/events/wechat-push';
import { getService } from '../../platform/get-service';

/** Numbers come as numbers or as text, and XML has empty elements where JSON has no member. */
const unixTime = z.preprocess(
  (value) => (value === '' || value === 0 || value === '0' ? undefined : value),
  z.coerce
    .number()
    .int()
    .positive()
    .max(4_102_444_800)
    .transform((seconds) => new Date(seconds * 1000))
    .optional(),
);

const payment = z.looseObject({ transaction_id: z.string().min(1).max(64) });
const settlement = payment.extend({
  estimated_settlement_time: unixTime,
  confirm_receive_method: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().optional(),
  ),
  confirm_receive_time: unixTime,
  settlement_time: unixTime,
});
const mediaCheck = z.looseObject({
  trace_id: z.string().min(1).max(128),
  // Not 0: WeChat could not judge, for instance because it could not download the picture.
  errcode: z.coerce.number().int().catch(0),
  result: z
    .looseObject({
      suggest: z.enum(['pass', 'review', 'risky']).catch('review'),
      label: z.coerce.number().int().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

const MANUAL = 2;

/** The messages and events of message push that this feature acts on. What nobody handles is acknowledged and kept for a while. */
export function registerPushHandlers(strapi: Core.Strapi): void {
  onPush(strapi, 'trade_manage_remind_shipping', async ({ fields }) => {
    const { transaction_id: transactionId } = payment.parse(fields);
    await getService(strapi, 'api::wechat.note-shipping-reminder')(transactionId);
  });
  onPush(strapi, 'trade_manage_order_settlement', async ({ fields }) => {
    const event = settlement.parse(fields);
    const receivedAt = event.confirm_receive_time;
    await getService(
      strapi,
      'api::wechat.note-settlement',
    )({
      transactionId: event.transaction_id,
      estimatedSettlementAt: event.estimated_settlement_time ?? null,
      receipt: receivedAt
        ? {
            method: event.confirm_receive_method === MANUAL ? 'manual' : 'auto',
            receivedAt,
            settledAt: event.settlement_time ?? null,
          }
        : null,
    });
  });
  onPush(strapi, 'wxa_media_check', async ({ fields }) => {
    const { trace_id: traceId, errcode, result } = mediaCheck.parse(fields);
    const isJudged = errcode === 0 && result;
    const isKnown = await getService(
      strapi,
      'api::wechat.conclude-media-check',
    )({
      traceId,
      suggest: isJudged ? result.suggest : 'review',
      label: isJudged ? (result.label ?? null) : null,
      at: now(strapi),
    });
    // The verdict may be quicker than the end of the call that asked for it; a repetition finds it.
    if (!isKnown) throw new Error(`no picture was handed in under ${traceId}`);
  });
}
