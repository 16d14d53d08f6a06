import { z } from 'zod';
import { beijingDayDigits } from '../beijing-time';
import { fingerprint } from '../crypto';
import { randomDigits } from '../random-ids';
import type { SimulatedProfitSharing } from '../state';
import type { SimulatorWorld } from '../world';
import { frozenFen } from './funds';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { orderOfTransaction, receiverKey, settleSharingIfDue, sharingView } from './profit-sharing';
import { requireNothingPending, requireSplittable, splittableOrder } from './profit-sharing-limits';
import {
  appNotBound,
  differsFromFirstRequest,
  invalidParameter,
  invalidRequest,
  notEnoughBalance,
  resourceNotExists,
} from './refusal';
import { fen, parseBody } from './request-body';
import { openSealed } from './sealed-fields';

const RELATIONS = [
  'STORE',
  'STAFF',
  'STORE_OWNER',
  'PARTNER',
  'HEADQUARTER',
  'BRAND',
  'DISTRIBUTOR',
  'USER',
  'SUPPLIER',
  'SERVICE_PROVIDER',
  'CUSTOM',
] as const;

const receiverType = z.enum(['MERCHANT_ID', 'PERSONAL_OPENID']);
const account = z.string().min(1).max(64);
const outOrderNo = z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/);
const description = z.string().min(1).max(80);
const transactionId = z.string().min(1).max(32);

const newReceiver = z.strictObject({
  appid: z.string(),
  type: receiverType,
  account,
  name: z.string().max(1024).optional(),
  relation_type: z.enum(RELATIONS),
  custom_relation: z.string().min(1).max(10).optional(),
});

const splitRequest = z.strictObject({
  appid: z.string(),
  transaction_id: transactionId,
  out_order_no: outOrderNo,
  receivers: z
    .array(
      z.strictObject({
        type: receiverType,
        account,
        name: z.string().max(1024).optional(),
        amount: fen,
        description,
      }),
    )
    .min(1)
    .max(50),
  unfreeze_unsplit: z.boolean(),
});

const unfreezeRequest = z.strictObject({ transaction_id: transactionId, out_order_no: outOrderNo, description });

/** Adding again is allowed. */
async function addReceiver(input: PayInput): Promise<PayResult> {
  const { world } = input;
  const request = parseBody(newReceiver, input.body);
  const { type, account: number, name: sealed, relation_type: relation, custom_relation: custom } = request;
  if (request.appid !== world.credentials.appId) throw appNotBound();
  if (type === 'MERCHANT_ID' && sealed === undefined) throw invalidParameter('参数错误：/name', { field: '/name' });
  if ((relation === 'CUSTOM') !== (custom !== undefined)) throw invalidParameter('参数错误：/custom_relation');
  const name = sealed === undefined ? null : openSealed(input, '/name', sealed);
  world.state.profitReceivers[receiverKey(type, number)] = { type, account: number, name, relation };
  await world.save();
  return {
    type,
    account: number,
    ...(sealed === undefined ? {} : { name: sealed }),
    relation_type: relation,
    ...(custom === undefined ? {} : { custom_relation: custom }),
  };
}

type SplitRequest = z.infer<typeof splitRequest>;

/** The request with its names readable: sealing the same name twice gives different texts. */
function opened(input: PayInput, request: SplitRequest): SplitRequest {
  const receivers = request.receivers.map(({ name, ...receiver }, index) =>
    name === undefined ? receiver : { ...receiver, name: openSealed(input, `/receivers/${String(index)}/name`, name) },
  );
  return { ...request, receivers };
}

function requireKnownReceivers(world: SimulatorWorld, { receivers }: SplitRequest): void {
  const keys = receivers.map(({ type, account: number }) => receiverKey(type, number));
  if (new Set(keys).size < keys.length) throw invalidParameter('同一接收方在一次分账中只能出现一次');
  for (const [index, key] of keys.entries()) {
    const known = world.state.profitReceivers[key];
    const name = receivers[index]?.name;
    if (!known) throw invalidRequest('分账接收方未添加，请先添加分账接收方');
    if (name !== undefined && known.name !== null && name !== known.name) throw invalidRequest('分账接收方名称不匹配');
  }
}

const newNumber = (world: SimulatorWorld): string => `3008${beijingDayDigits(world.nowMs())}${randomDigits(16)}`;

function newSplit(world: SimulatorWorld, request: SplitRequest): SimulatedProfitSharing {
  const now = world.nowMs();
  const { profitSharingSettleSeconds: seconds } = world.state.settings;
  return {
    outOrderNo: request.out_order_no,
    orderId: newNumber(world),
    transactionId: request.transaction_id,
    kind: 'split',
    requestHash: fingerprint(request),
    unfreezesRest: request.unfreeze_unsplit,
    state: 'PROCESSING',
    shares: request.receivers.map((receiver) => ({
      type: receiver.type,
      account: receiver.account,
      amountFen: receiver.amount,
      description: receiver.description,
      detailId: newNumber(world),
      result: 'PENDING',
      failReason: null,
      finishedAt: null,
    })),
    createdAt: now,
    settlesAt: seconds === null ? null : now + seconds * 1000,
  };
}

/** The first split under this number, whether it is made now or was made by an earlier equal request. */
function acceptSplit(world: SimulatorWorld, request: SplitRequest): SimulatedProfitSharing {
  const existing = world.state.profitSharings[request.out_order_no];
  if (existing) {
    if (existing.requestHash !== fingerprint(request)) throw differsFromFirstRequest();
    return existing;
  }
  const order = splittableOrder(world, request.transaction_id);
  requireKnownReceivers(world, request);
  const amountFen = request.receivers.reduce((sum, { amount }) => sum + amount, 0);
  requireSplittable(world, order, amountFen);
  const split = newSplit(world, request);
  order.frozenFen -= amountFen;
  world.state.profitSharings[split.outOrderNo] = split;
  return split;
}

async function split(input: PayInput): Promise<PayResult> {
  const { world } = input;
  const request = opened(input, parseBody(splitRequest, input.body));
  if (request.appid !== world.credentials.appId) throw appNotBound();
  const accepted = acceptSplit(world, request);
  await settleSharingIfDue(world, accepted);
  await world.save();
  return sharingView(accepted);
}

async function query({ world, params, query: asked }: PayInput): Promise<PayResult> {
  const found = world.state.profitSharings[params.outOrderNo ?? ''];
  if (found?.transactionId !== asked.get('transaction_id')) throw resourceNotExists('分账单不存在');
  await settleSharingIfDue(world, found);
  return sharingView(found);
}

function unsplitAmount({ world, params }: PayInput): PayResult {
  const order = orderOfTransaction(world, params.transactionId ?? '');
  if (!order?.isProfitSharing) throw resourceNotExists('订单不存在');
  return { transaction_id: order.transactionId, unsplit_amount: frozenFen(world, order) };
}

/** Books the rest as the merchant's own share. A number that was used before changes nothing, as the platform does. */
async function unfreeze({ world, body }: PayInput): Promise<PayResult> {
  const request = parseBody(unfreezeRequest, body);
  const existing = world.state.profitSharings[request.out_order_no];
  if (existing) return sharingView(existing);
  const order = splittableOrder(world, request.transaction_id);
  for (const sharing of Object.values(world.state.profitSharings)) await settleSharingIfDue(world, sharing);
  requireNothingPending(world, order);
  const restFen = frozenFen(world, order);
  if (restFen === 0) throw notEnoughBalance('订单没有可解冻的金额');
  const own = { type: 'MERCHANT_ID', account: world.credentials.mchId, amount: restFen } as const;
  const receivers = [{ ...own, description: request.description }];
  const rest = newSplit(world, { ...request, appid: '', receivers, unfreeze_unsplit: true });
  // Nothing leaves the account, since the merchant is its own receiver.
  const shares = rest.shares.map((share) => ({ ...share, result: 'SUCCESS' as const, finishedAt: world.nowMs() }));
  const done: SimulatedProfitSharing = { ...rest, kind: 'unfreeze', state: 'FINISHED', settlesAt: null, shares };
  world.state.profitSharings[done.outOrderNo] = done;
  order.frozenFen = 0;
  await world.save();
  return sharingView(done);
}

export const profitSharingRoutes: PayRoute[] = [
  { method: 'POST', path: '/v3/profitsharing/receivers/add', handle: addReceiver },
  { method: 'POST', path: '/v3/profitsharing/orders', handle: split },
  { method: 'GET', path: '/v3/profitsharing/orders/:outOrderNo', handle: query },
  { method: 'POST', path: '/v3/profitsharing/orders/unfreeze', handle: unfreeze },
  { method: 'GET', path: '/v3/profitsharing/transactions/:transactionId/amounts', handle: unsplitAmount },
];
