import { type Call, findRoute, jsonReply, type Reply } from '../wechat-simulator/exchange';
import { type Fault, mergeFields } from '../wechat-simulator/faults';
import type { Face } from '../wechat-simulator/http-server';
import { fileStream } from '../wechat-simulator/file-stream';
import { authorise, requireHeaders } from '../wechat-simulator/pay/authorization';
import { billRoutes } from '../wechat-simulator/pay/bill-routes';
import { certificateRoutes } from '../wechat-simulator/pay/certificates';
import { orderRoutes } from '../wechat-simulator/pay/order-routes';
import { PayFile, type PayResult, type PayRoute } from '../wechat-simulator/pay/pay-route';
import { prepayRoutes } from '../wechat-simulator/pay/prepay';
import { profitReturnRoutes } from '../wechat-simulator/pay/profit-return-routes';
import { profitSharingRoutes } from '../wechat-simulator/pay/profit-sharing-routes';
import { noPermission, PayRefusal, systemError, tooFrequent } from '../wechat-simulator/pay/refusal';
import type { RefundClock } from '../wechat-simulator/pay/refund-clock';
import { refundRoutes } from '../wechat-simulator/pay/refund-routes';
import { transferRoutes } from '../wechat-simulator/pay/transfer-routes';
import { randomHex } from '../wechat-simulator/random-ids';
import { signedHeaders, truncated } from '../wechat-simulator/signed-headers';
import type { SimulatorWorld } from '../wechat-simulator/world';

interface Answer {
  status: number;
  body: PayResult;
  internalCode: number;
}

/** The payment platform, API v3 for a direct merchant: JSAPI orders, refunds, certificates (wechat.md A and F). */
export function createPaySimulator(world: SimulatorWorld, refundClock: RefundClock): Face {
  const routes: PayRoute[] = [
    ...prepayRoutes,
    ...orderRoutes,
    ...refundRoutes(refundClock),
    ...profitSharingRoutes,
    ...profitReturnRoutes,
    ...transferRoutes,
    ...billRoutes(),
    ...certificateRoutes,
  ];
  return async (call) => {
    if (!call.path.startsWith('/v3/')) return null;
    const fault = world.faults.take('reply', call.path);
    if (fault?.kind === 'reset-before') return { status: 0, isReset: true };
    const answer = await answerCall({ world, routes, call, fault });
    return toReply(world, call, { answer, fault });
  };
}

interface Handling {
  world: SimulatorWorld;
  routes: PayRoute[];
  call: Call;
  fault: Fault | null;
}

async function answerCall({ world, routes, call, fault }: Handling): Promise<Answer> {
  try {
    if (fault?.kind === 'too-many-requests') throw tooFrequent();
    if (fault?.kind === 'no-permission') throw noPermission();
    if (fault?.kind === 'system-error-before') throw systemError();
    const body = await dispatch(world, routes, call);
    if (fault?.kind === 'system-error-after') throw systemError();
    return { status: body ? 200 : 204, body, internalCode: 0 };
  } catch (error) {
    if (!(error instanceof PayRefusal)) throw error;
    const { status, code, message, internalCode, detail } = error;
    return { status, body: { code, message, ...(detail ? { detail } : {}) }, internalCode };
  }
}

async function dispatch(world: SimulatorWorld, routes: PayRoute[], call: Call): Promise<PayResult> {
  const match = findRoute(routes, call);
  if (!match) throw new PayRefusal({ status: 404, code: 'NOT_FOUND', internalCode: 268435465 }, '请求的接口不存在');
  const name = `${match.route.method} ${match.route.path}`;
  world.state.callCounts[name] = (world.state.callCounts[name] ?? 0) + 1;
  authorise(world, call);
  requireHeaders(call);
  const { query, body } = call;
  return match.route.handle({ world, params: match.params, query, body, serial: serialOf(call) });
}

function serialOf(call: Call): string | null {
  const serial = call.headers['wechatpay-serial'];
  return typeof serial === 'string' ? serial : null;
}

/** Some failures come unsigned from the real platform: those of the front door, of overload and of break-downs. */
const isUnsigned = (status: number): boolean => status === 401 || status === 429 || status >= 500;

interface Outcome {
  answer: Answer;
  fault: Fault | null;
}

function toReply(world: SimulatorWorld, call: Call, { answer, fault }: Outcome): Reply {
  const requestId = { 'Request-ID': `08${randomHex(12).toUpperCase()}-${String(answer.internalCode)}` };
  const { body: content } = answer;
  const reply: Reply =
    content instanceof PayFile
      ? fileReply(content, requestId, fault)
      : signedReply({ world, call, requestId, fault, status: answer.status, content });
  if (fault?.kind === 'slow') reply.delayMs = fault.seconds * 1000;
  if (fault?.kind === 'reset-after') reply.isReset = true;
  return reply;
}

function fileReply(file: PayFile, requestId: Record<string, string>, fault: Fault | null): Reply {
  const headers = { ...requestId, 'Content-Type': file.contentType };
  return { status: 200, headers, body: fileStream(file, fault?.kind) };
}

interface Unsigned {
  world: SimulatorWorld;
  call: Call;
  requestId: Record<string, string>;
  fault: Fault | null;
  status: number;
  content: Record<string, unknown> | null;
}

function signedReply({ world, call, requestId, fault, status, content }: Unsigned): Reply {
  const altered = fault?.kind === 'altered-content' && content ? mergeFields(content, fault.fields) : content;
  const body = altered ? JSON.stringify(altered) : '';
  const signer = world.keys.signerForReply(world.state.settings, serialOf(call) ?? undefined);
  const signature = isUnsigned(status) ? {} : signedHeaders({ body, signer, now: world.now(), fault: fault?.kind });
  if (!content) return { status, headers: { ...requestId, ...signature } };
  const sent = fault?.kind === 'truncated-body' ? truncated(body) : body;
  return { ...jsonReply(status, null, { ...requestId, ...signature }), body: sent };
}
