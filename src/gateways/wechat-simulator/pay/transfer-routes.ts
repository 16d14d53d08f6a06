import { z } from 'zod';
import { beijingDayDigits, beijingTimestamp } from '../beijing-time';
import { fingerprint } from '../crypto';
import { randomAlphanumeric, randomDigits } from '../random-ids';
import type { SimulatedTransfer } from '../state';
import type { SimulatorWorld } from '../world';
import { availableFen } from './funds';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { appNotBound, invalidParameter, invalidRequest, notEnoughBalance, notFound, numberIsTaken } from './refusal';
import { fen, notifyUrl, parseBody } from './request-body';
import { openSealed } from './sealed-fields';
import { announceEnd, bookTransfer, endTransfer, findTransfer, transferView } from './transfers';

const NAME_NEEDED_FROM_FEN = 200_000;
const BASE = '/v3/fund-app/mch-transfer/transfer-bills';

const transferRequest = z.strictObject({
  appid: z.string(),
  out_bill_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  transfer_scene_id: z.string().min(1).max(36),
  openid: z.string().min(1).max(64),
  user_name: z.string().min(1).max(1024).optional(),
  transfer_amount: fen,
  transfer_remark: z.string().min(1).max(32),
  notify_url: notifyUrl(256),
  user_recv_perception: z.string().min(1).max(64).optional(),
  transfer_scene_report_infos: z
    .array(z.strictObject({ info_type: z.string().min(1).max(15), info_content: z.string().min(1).max(32) }))
    .min(1),
});

type TransferRequest = z.infer<typeof transferRequest>;

/** The request with its name readable: sealing the same name twice gives different texts. */
function opened(input: PayInput): TransferRequest {
  const request = parseBody(transferRequest, input.body);
  if (request.appid !== input.world.credentials.appId) throw appNotBound();
  if (request.user_name !== undefined) {
    return { ...request, user_name: openSealed(input, '/user_name', request.user_name) };
  }
  if (request.transfer_amount < NAME_NEEDED_FROM_FEN) return request;
  throw invalidParameter('转账金额达到2000元时必须填写收款用户姓名', { field: '/user_name', location: 'body' });
}

function newTransfer(world: SimulatorWorld, request: TransferRequest): SimulatedTransfer {
  const now = world.nowMs();
  return {
    outBillNo: request.out_bill_no,
    transferBillNo: `1330${beijingDayDigits(now)}${randomDigits(20)}`,
    openid: request.openid,
    amountFen: request.transfer_amount,
    remark: request.transfer_remark,
    userName: request.user_name ?? null,
    notifyUrl: request.notify_url,
    packageInfo: randomAlphanumeric(64),
    requestHash: fingerprint(request),
    status: 'WAIT_USER_CONFIRM',
    failReason: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** The first transfer under this number, whether it is made now or was made by an earlier equal request. */
async function acceptTransfer(world: SimulatorWorld, request: TransferRequest): Promise<SimulatedTransfer> {
  const existing = await findTransfer(world, request.out_bill_no);
  if (existing) {
    if (existing.requestHash !== fingerprint(request)) throw numberIsTaken();
    return existing;
  }
  if (request.transfer_amount > availableFen(world)) throw notEnoughBalance();
  const transfer = newTransfer(world, request);
  world.state.transfers[transfer.outBillNo] = transfer;
  bookTransfer(world, transfer, 'out');
  return transfer;
}

async function transfer(input: PayInput): Promise<PayResult> {
  const accepted = await acceptTransfer(input.world, opened(input));
  await input.world.save();
  return {
    out_bill_no: accepted.outBillNo,
    transfer_bill_no: accepted.transferBillNo,
    create_time: beijingTimestamp(accepted.createdAt),
    state: accepted.status,
    ...(accepted.status === 'WAIT_USER_CONFIRM' ? { package_info: accepted.packageInfo } : {}),
  };
}

async function query({ world, params }: PayInput): Promise<PayResult> {
  const found = await findTransfer(world, params.outBillNo ?? '');
  if (!found) throw notFound('记录不存在');
  return transferView(world, found);
}

function queryByTransferBillNo(input: PayInput): Promise<PayResult> {
  const all = Object.values(input.world.state.transfers);
  const found = all.find(({ transferBillNo }) => transferBillNo === input.params.transferBillNo);
  return query({ ...input, params: { outBillNo: found?.outBillNo ?? '' } });
}

/** Withdrawing again is allowed. The answer says CANCELING; the end of it shows in the query and the notification. */
async function cancel({ world, params }: PayInput): Promise<PayResult> {
  const found = await findTransfer(world, params.outBillNo ?? '');
  if (!found) throw notFound('记录不存在');
  const ended = endTransfer(world, found, { status: 'CANCELLED' });
  if (!ended && found.status !== 'CANCELLED') throw invalidRequest('转账单当前状态不支持撤销');
  if (ended) await announceEnd(world, ended);
  return {
    out_bill_no: found.outBillNo,
    transfer_bill_no: found.transferBillNo,
    state: ended ? 'CANCELING' : 'CANCELLED',
    update_time: beijingTimestamp(found.updatedAt),
  };
}

export const transferRoutes: PayRoute[] = [
  { method: 'POST', path: BASE, handle: transfer },
  { method: 'GET', path: `${BASE}/out-bill-no/:outBillNo`, handle: query },
  { method: 'GET', path: `${BASE}/transfer-bill-no/:transferBillNo`, handle: queryByTransferBillNo },
  { method: 'POST', path: `${BASE}/out-bill-no/:outBillNo/cancel`, handle: cancel },
];
