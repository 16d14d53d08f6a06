import { z } from 'zod';
import { advance, findOrder, transactionView } from './orders';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { alreadyPaid, orderNotExist } from './refusal';
import { parseBody, requireSigner } from './request-body';

function queryByOutTradeNo({ world, params, query }: PayInput): PayResult {
  requireSigner(query.get('mchid'), world.credentials.mchId);
  const order = findOrder(world, params.outTradeNo ?? '');
  if (!order) throw orderNotExist();
  return transactionView(world, order);
}

function queryByTransaction(input: PayInput): PayResult {
  const outTradeNo = input.world.state.outTradeNoByTransaction[input.params.transactionId ?? ''] ?? '';
  return queryByOutTradeNo({ ...input, params: { outTradeNo } });
}

/** Closing again is allowed; closing a paid order tells that it is paid. */
async function close({ world, params, body }: PayInput): Promise<PayResult> {
  const { mchid } = parseBody(z.strictObject({ mchid: z.string() }), body);
  requireSigner(mchid, world.credentials.mchId);
  const order = findOrder(world, params.outTradeNo ?? '');
  if (!order) throw orderNotExist();
  if (!advance(order, 'close')) throw alreadyPaid();
  await world.save();
  return null;
}

export const orderRoutes: PayRoute[] = [
  { method: 'GET', path: '/v3/pay/transactions/out-trade-no/:outTradeNo', handle: queryByOutTradeNo },
  { method: 'GET', path: '/v3/pay/transactions/id/:transactionId', handle: queryByTransaction },
  { method: 'POST', path: '/v3/pay/transactions/out-trade-no/:outTradeNo/close', handle: close },
];
