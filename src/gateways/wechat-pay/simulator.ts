import { type Call, findRoute, jsonReply, type Reply } from '../wechat-simulator/exchange';
import { type Fault, mergeFields } from '../wechat-simulator/faults';
import type { Face } from '../wechat-simulator/http-server';
import { authorise, requireHeaders } from '../wechat-simulator/pay/authorization';
import { certificateRoutes } from '../wechat-simulator/pay/certificates';
import { orderRoutes } from '../wechat-simulator/pay/order-routes';
import type { PayResult, PayRoute } from '../wechat-simulator/pay/pay-route';
import { prepayRoutes } from '../wechat-simulator/pay/prepay';
import { PayRefusal, systemError, tooFrequent } from '../wechat-simulator/pay/refusal';
import type { RefundClock } from '../wechat-simulator/pay/refund-clock';
import { refundRoutes } from '../wechat-simulator/pay/refund-routes';
import { randomHex } from '../wechat-simulator/random-ids';
import { signedHeaders, truncated } from '../wechat-simulator/signed-headers';
import type { SimulatorWorld } from '../wechat-simulator/world';

interface Answer {
  status: number;
  body: Record<string, unknown> | null;
  internalCode: number;
}

/** The payment platform, API v3 for a direct merchant: JSAPI orders, refunds, certificates (wechat.md A and F). */
export function createPaySimulator(world: SimulatorWorld, refundClock: RefundClock): Face {
  const routes: PayRoute[] = [...prepayRoutes, ...orderRoutes, ...refundRoutes(refundClock), ...certificateRoutes];
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
  return match.route.handle({ world, params: match.params, query: call.query, body: call.body });
}

/** Some failures come unsigned from the real platform: those of the front door, of overload and of break-downs. */
const isUnsigned = (status: number): boolean => status === 401 || status === 429 || status >= 500;

function toReply(world: SimulatorWorld, call: Call, { answer, fault }: { answer: Answer; fault: Fault | null }): Reply {
  const altered =
    fault?.kind === 'altered-content' && answer.body ? mergeFields(answer.body, fault.fields) : answer.body;
  const body = altered ? JSON.stringify(altered) : '';
  const requestId = { 'Request-ID': `08${randomHex(12).toUpperCase()}-${String(answer.internalCode)}` };
  const requestedSerial = call.headers['wechatpay-serial'];
  const serial = typeof requestedSerial === 'string' ? requestedSerial : undefined;
  const signer = world.keys.signerForReply(world.state.settings, serial);
  const signature = isUnsigned(answer.status)
    ? {}
    : signedHeaders({ body, signer, now: world.now(), fault: fault?.kind });
  const reply: Reply = answer.body
    ? { ...jsonReply(answer.status, null, { ...requestId, ...signature }), body }
    : { status: answer.status, headers: { ...requestId, ...signature } };
  if (fault?.kind === 'truncated-body') reply.body = truncated(body);
  if (fault?.kind === 'slow') reply.delayMs = fault.seconds * 1000;
  if (fault?.kind === 'reset-after') reply.isReset = true;
  return reply;
}
