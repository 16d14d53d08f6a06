import { z } from 'zod';
import { parseInstant } from '../beijing-time';
import { fingerprint } from '../crypto';
import { randomHex } from '../random-ids';
import type { SimulatedOrder } from '../state';
import { findOrder } from './orders';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { alreadyPaid, appNotBound, differsFromFirstRequest, orderClosed } from './refusal';
import { currency, fen, notifyUrl, parseBody, requireSigner } from './request-body';

const MINUTE_MS = 60_000;
const ORDER_LIFETIME_MS = 7 * 86_400_000;
/** Between the last instant for paying and the automatic close an order is still NOTPAY. */
const CLOSE_LAG_MS = MINUTE_MS;
/** How long a prepay_id can be paid with, whatever `time_expire` says. */
export const PREPAY_LIFETIME_MS = 2 * 3_600_000;

const text = (limit: number) => z.string().min(1).max(limit);

const goods = z.strictObject({
  merchant_goods_id: text(32),
  wechatpay_goods_id: text(32).optional(),
  goods_name: text(256).optional(),
  quantity: z.int().min(1),
  unit_price: z.int().min(0),
});

const store = z.strictObject({
  id: text(32),
  name: text(256).optional(),
  area_code: text(32).optional(),
  address: text(512).optional(),
});

/** Fields and limits of `POST /v3/pay/transactions/jsapi` (wechat.md A6). */
const prepayRequest = z.strictObject({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/),
  time_expire: z
    .string()
    .max(64)
    .refine((value) => parseInstant(value) !== null, 'must be an RFC 3339 instant')
    .optional(),
  attach: text(128).optional(),
  notify_url: notifyUrl(255),
  goods_tag: text(32).optional(),
  support_fapiao: z.boolean().optional(),
  amount: z.strictObject({ total: fen, currency }),
  payer: z.strictObject({ openid: text(128) }),
  detail: z
    .strictObject({
      cost_price: z.int().min(0).optional(),
      invoice_id: text(32).optional(),
      goods_detail: z.array(goods).min(1).optional(),
    })
    .optional(),
  scene_info: z
    .strictObject({ payer_client_ip: text(45), device_id: text(32).optional(), store_info: store.optional() })
    .optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
  limit_pay: z.array(z.string()).optional(),
});

type PrepayRequest = z.infer<typeof prepayRequest>;

function newOrder(request: PrepayRequest, now: number): SimulatedOrder {
  const asked = request.time_expire === undefined ? null : parseInstant(request.time_expire);
  // An instant that is too early is raised silently, as the platform does.
  const payableUntil = asked === null ? now + ORDER_LIFETIME_MS : Math.max(asked, now + MINUTE_MS);
  return {
    outTradeNo: request.out_trade_no,
    openid: request.payer.openid,
    totalFen: request.amount.total,
    feeFen: 0,
    description: request.description,
    isProfitSharing: request.settle_info?.profit_sharing ?? false,
    frozenFen: 0,
    attach: request.attach ?? null,
    notifyUrl: request.notify_url,
    deviceId: request.scene_info?.device_id ?? null,
    requestHash: fingerprint(request),
    tradeState: 'NOTPAY',
    createdAt: now,
    payableUntil,
    closesAt: asked === null ? payableUntil : payableUntil + CLOSE_LAG_MS,
    transactionId: null,
    paidAt: null,
    refundNos: [],
  };
}

function requireOpen(order: SimulatedOrder, request: PrepayRequest, now: number): void {
  if (order.paidAt !== null) throw alreadyPaid();
  if (order.tradeState === 'CLOSED' || now > order.payableUntil) throw orderClosed();
  if (order.requestHash !== fingerprint(request)) throw differsFromFirstRequest();
}

/** Opens an order, or issues a fresh prepay_id for the open one when every parameter is the same. */
async function prepay({ world, body }: PayInput): Promise<PayResult> {
  const request = parseBody(prepayRequest, body);
  requireSigner(request.mchid, world.credentials.mchId);
  if (request.appid !== world.credentials.appId) throw appNotBound();
  const now = world.nowMs();
  const existing = findOrder(world, request.out_trade_no);
  if (existing) requireOpen(existing, request, now);
  else world.state.orders[request.out_trade_no] = newOrder(request, now);
  const prepayId = `wx${randomHex(17)}`;
  world.state.prepays[prepayId] = { outTradeNo: request.out_trade_no, issuedAt: now };
  await world.save();
  return { prepay_id: prepayId };
}

export const prepayRoutes: PayRoute[] = [{ method: 'POST', path: '/v3/pay/transactions/jsapi', handle: prepay }];
