import { z } from 'zod';
import { beijingTimestamp } from '../beijing-time';
import { fingerprint } from '../crypto';
import { randomDigits } from '../random-ids';
import type { SimulatedProfitReturn, SimulatedProfitSharing } from '../state';
import type { SimulatorWorld } from '../world';
import { bookMovement } from './funds';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { settleSharingIfDue } from './profit-sharing';
import { differsFromFirstRequest, invalidParameter, invalidRequest, resourceNotExists } from './refusal';
import { fen, parseBody } from './request-body';

const RETURN_WINDOW_MS = 180 * 86_400_000;

const number = z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/);
const returnRequest = z.strictObject({
  order_id: z.string().min(1).max(64).optional(),
  out_order_no: number.optional(),
  out_return_no: number,
  return_mchid: z.string().min(1).max(32),
  amount: fen,
  description: z.string().min(1).max(80),
});

type ReturnRequest = z.infer<typeof returnRequest>;

const returnView = (back: SimulatedProfitReturn): Record<string, unknown> => ({
  order_id: back.orderId,
  out_order_no: back.outOrderNo,
  out_return_no: back.outReturnNo,
  return_id: back.returnId,
  return_mchid: back.returnMchid,
  amount: back.amountFen,
  description: back.description,
  result: back.result,
  ...(back.failReason === null ? {} : { fail_reason: back.failReason }),
  create_time: beijingTimestamp(back.finishedAt),
  finish_time: beijingTimestamp(back.finishedAt),
});

function sharingToReturn(world: SimulatorWorld, request: ReturnRequest): SimulatedProfitSharing {
  const { order_id: orderId, out_order_no: outOrderNo } = request;
  if ((orderId === undefined) === (outOrderNo === undefined)) {
    throw invalidParameter('order_id 与 out_order_no 须且仅须填其一', { field: '/out_order_no', location: 'body' });
  }
  const all = Object.values(world.state.profitSharings);
  const found = all.find((sharing) => sharing.outOrderNo === outOrderNo || sharing.orderId === orderId);
  if (!found) throw resourceNotExists('分账单不存在');
  return found;
}

/** Only what a merchant really got, and has not given back yet, can be taken back (wechat.md A12). */
function requireReturnable(world: SimulatorWorld, sharing: SimulatedProfitSharing, request: ReturnRequest): void {
  const { shares, createdAt, outOrderNo, kind } = sharing;
  const isTheirs = (account: string): boolean => kind === 'split' && account === request.return_mchid;
  const share = shares.find(({ type, account }) => type === 'MERCHANT_ID' && isTheirs(account));
  if (share?.result !== 'SUCCESS') throw invalidRequest('该接收方没有可回退的分账');
  if (world.nowMs() - createdAt > RETURN_WINDOW_MS) throw invalidRequest('已超过可回退的最长期限（180天）');
  const earlier = Object.values(world.state.profitReturns).filter(
    (back) => back.outOrderNo === outOrderNo && back.returnMchid === request.return_mchid && back.result === 'SUCCESS',
  );
  const returnedFen = earlier.reduce((sum, back) => sum + back.amountFen, 0);
  if (returnedFen + request.amount > share.amountFen) throw invalidRequest('回退金额大于可回退金额');
}

function acceptReturn(world: SimulatorWorld, request: ReturnRequest): SimulatedProfitReturn {
  const sharing = sharingToReturn(world, request);
  const existing = world.state.profitReturns[request.out_return_no];
  if (existing) {
    if (existing.requestHash !== fingerprint(request)) throw differsFromFirstRequest();
    return existing;
  }
  requireReturnable(world, sharing, request);
  const failReason = world.state.settings.profitReturnFailReason;
  const back: SimulatedProfitReturn = {
    outOrderNo: sharing.outOrderNo,
    orderId: sharing.orderId,
    outReturnNo: request.out_return_no,
    returnId: `3009${randomDigits(24)}`,
    returnMchid: request.return_mchid,
    amountFen: request.amount,
    description: request.description,
    requestHash: fingerprint(request),
    result: failReason === null ? 'SUCCESS' : 'FAILED',
    failReason,
    finishedAt: world.nowMs(),
  };
  world.state.profitReturns[back.outReturnNo] = back;
  if (back.result === 'SUCCESS') bookReturn(world, back);
  return back;
}

function bookReturn(world: SimulatorWorld, back: SimulatedProfitReturn): void {
  bookMovement(world, {
    businessNo: back.returnId,
    name: '分账回退',
    type: '分账回退',
    direction: 'in',
    amountFen: back.amountFen,
    note: back.description,
    voucherNo: back.outReturnNo,
  });
}

async function returnShare({ world, body }: PayInput): Promise<PayResult> {
  const request = parseBody(returnRequest, body);
  await settleSharingIfDue(world, sharingToReturn(world, request));
  const back = acceptReturn(world, request);
  await world.save();
  return returnView(back);
}

function queryReturn({ world, params, query }: PayInput): PayResult {
  const found = world.state.profitReturns[params.outReturnNo ?? ''];
  if (found?.outOrderNo !== query.get('out_order_no')) throw resourceNotExists('分账回退单不存在');
  return returnView(found);
}

export const profitReturnRoutes: PayRoute[] = [
  { method: 'POST', path: '/v3/profitsharing/return-orders', handle: returnShare },
  { method: 'GET', path: '/v3/profitsharing/return-orders/:outReturnNo', handle: queryReturn },
];
