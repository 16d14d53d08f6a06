import { type Call, findRoute, jsonReply, type Reply } from '../wechat-simulator/exchange';
import { type Fault, mergeFields } from '../wechat-simulator/faults';
import type { Face } from '../wechat-simulator/http-server';
import { accessTokenRoutes, requireAccessToken } from '../wechat-simulator/mini-program/access-tokens';
import { loginRoutes } from '../wechat-simulator/mini-program/login';
import { mediaCheckRoutes } from '../wechat-simulator/mini-program/media-check';
import type { MiniProgramResult, MiniProgramRoute } from '../wechat-simulator/mini-program/mini-program-route';
import { MiniProgramRefusal, refuse } from '../wechat-simulator/mini-program/refusal';
import { shippingRoutes } from '../wechat-simulator/mini-program/shipping-routes';
import { subscribeMessageRoutes } from '../wechat-simulator/mini-program/subscribe-message';
import { textCheckRoutes } from '../wechat-simulator/mini-program/text-check';
import { unlimitedCodeRoutes } from '../wechat-simulator/mini-program/unlimited-code';
import { randomHex } from '../wechat-simulator/random-ids';
import { truncated } from '../wechat-simulator/signed-headers';
import type { SimulatorWorld } from '../wechat-simulator/world';

const OWN_PATHS = ['/cgi-bin/', '/sns/', '/wxa/'];
const SYSTEM_BUSY = -1;

interface Handling {
  world: SimulatorWorld;
  routes: readonly MiniProgramRoute[];
  call: Call;
  fault: Fault | null;
}

/** The mini-program server API (wechat.md B and F): login, tokens, phone, codes, content checks, shipping, messages. */
export function createMiniProgramSimulator(world: SimulatorWorld): Face {
  const routes = [
    ...accessTokenRoutes,
    ...loginRoutes,
    ...unlimitedCodeRoutes,
    ...textCheckRoutes,
    ...mediaCheckRoutes,
    ...shippingRoutes,
    ...subscribeMessageRoutes(),
  ];
  return async (call) => {
    if (!OWN_PATHS.some((prefix) => call.path.startsWith(prefix))) return null;
    const fault = world.faults.take('reply', call.path);
    if (fault?.kind === 'reset-before') return { status: 0, isReset: true };
    if (fault?.kind === 'too-many-requests') return { status: 429 };
    const reply = await answerCall({ world, routes, call, fault });
    world.saveSoon();
    return disturb(reply, fault);
  };
}

async function answerCall({ world, routes, call, fault }: Handling): Promise<Reply> {
  try {
    if (fault?.kind === 'errcode') throw refuse(fault.errcode, 'switched on by a fault');
    if (fault?.kind === 'system-error-before') throw refuse(SYSTEM_BUSY, 'system error');
    const { result, contentType } = await dispatch(world, routes, call);
    if (fault?.kind === 'system-error-after') throw refuse(SYSTEM_BUSY, 'system error');
    if (Buffer.isBuffer(result)) return { status: 200, headers: { 'Content-Type': imageTypeOf(result) }, body: result };
    const content = fault?.kind === 'altered-content' ? mergeFields(result, fault.fields) : result;
    return jsonReply(200, content, contentType === undefined ? {} : { 'Content-Type': contentType });
  } catch (error) {
    if (!(error instanceof MiniProgramRefusal)) throw error;
    const rid = [4, 4, 4].map((bytes) => randomHex(bytes)).join('-');
    return jsonReply(200, { errcode: error.errcode, errmsg: `${error.message} rid: ${rid}` });
  }
}

const imageTypeOf = (image: Buffer): string => (image[0] === 0xff ? 'image/jpeg' : 'image/png');

async function dispatch(
  world: SimulatorWorld,
  routes: readonly MiniProgramRoute[],
  call: Call,
): Promise<{ result: MiniProgramResult; contentType: string | undefined }> {
  const match = findRoute(routes, call);
  if (!match && findRoute(routes, { ...call, method: 'POST' })) throw refuse(43002, 'require POST method');
  if (!match && findRoute(routes, { ...call, method: 'GET' })) throw refuse(43001, 'require GET method');
  if (!match) throw refuse(40066, 'invalid url');
  const { handle, method, path } = match.route;
  const name = `${method} ${path}`;
  world.state.callCounts[name] = (world.state.callCounts[name] ?? 0) + 1;
  if (handle.needsAccessToken) requireAccessToken(world, call.query.get('access_token'));
  const body = method === 'POST' ? parseJson(call.body) : {};
  const result = await handle.run({ world, query: call.query, body });
  const isPlainAnswer = Buffer.isBuffer(result) || !handle.needsAccessToken;
  return { result: isPlainAnswer ? result : { errcode: 0, errmsg: 'ok', ...result }, contentType: handle.contentType };
}

function parseJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) throw refuse(44002, 'empty post data');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal for whatever is not a JSON object.
  }
  throw refuse(47001, 'data format error');
}

function disturb(reply: Reply, fault: Fault | null): Reply {
  if (fault?.kind === 'slow') return { ...reply, delayMs: fault.seconds * 1000 };
  if (fault?.kind === 'reset-after') return { ...reply, isReset: true };
  if (fault?.kind === 'truncated-body' && typeof reply.body === 'string') {
    return { ...reply, body: truncated(reply.body) };
  }
  return reply;
}
