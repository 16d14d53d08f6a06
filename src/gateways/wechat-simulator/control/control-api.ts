import { z } from 'zod';
import { type Call, findRoute, jsonReply, type Reply } from '../exchange';
import { faultRequest } from '../faults';
import type { Face } from '../http-server';
import { ControlError, settingsChange, type SimulatorControl } from './control';
import { type ControlRoute, moneyRoutes } from './money-routes';
import { paymentRequest } from './request-payment';

const PREFIX = '/_control/';

const text = z.string().min(1);
const loginCode = z.strictObject({ openid: text });
const phoneCode = z.strictObject({ phone: text });
const subscription = z.strictObject({ openid: text, templateId: text, count: z.int().min(1).default(1) });
const settlement = z.strictObject({
  status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  delivery: z.enum(['normal', 'none', 'duplicate']).optional(),
});
const resend = z.strictObject({
  times: z.int().min(1).max(1000).optional(),
  parallel: z.boolean().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
});
const mediaVerdict = z.strictObject({ suggest: z.enum(['pass', 'review', 'risky']).optional() });
const shippingSettlement = z.strictObject({ method: z.enum(['auto', 'manual']).default('manual') });
const pushRequest = z.strictObject({
  event: text,
  fields: z.record(z.string(), z.unknown()).default({}),
  fromUser: text.optional(),
});
const revocation = z.strictObject({ keepsServing: z.boolean().optional() });

function controlRoutes(control: SimulatorControl): ControlRoute[] {
  const route = (method: string, path: string, handle: ControlRoute['handle']): ControlRoute => ({
    method,
    path: PREFIX + path,
    handle,
  });
  return [
    route('POST', 'login-codes', ({ body }) => control.issueLoginCode(loginCode.parse(body).openid)),
    route('POST', 'phone-codes', ({ body }) => control.issuePhoneCode(phoneCode.parse(body).phone)),
    route('POST', 'subscriptions', ({ body }) => {
      const { openid, templateId, count } = subscription.parse(body);
      return control.acceptSubscription(openid, templateId, count);
    }),
    route('POST', 'pay', ({ body }) => control.pay(paymentRequest.parse(body))),
    route('GET', 'payments', () => control.listPayments()),
    route('GET', 'payments/:outTradeNo', ({ params }) => control.findPayment(params.outTradeNo ?? '')),
    route('GET', 'refunds', () => control.listRefunds()),
    route('POST', 'refunds/:outRefundNo/settle', ({ params, body }) =>
      control.settleRefund(params.outRefundNo ?? '', settlement.parse(body)),
    ),
    ...moneyRoutes(control, route),
    route('GET', 'notifications', () => control.listNotifications()),
    route('POST', 'notifications/:id/resend', ({ params, body }) =>
      control.resendNotification(params.id ?? '', resend.parse(body)),
    ),
    route('GET', 'faults', () => control.listFaults()),
    route('POST', 'faults', ({ body }) => control.addFault(faultRequest.parse(body))),
    route('DELETE', 'faults', () => {
      control.clearFaults();
    }),
    route('GET', 'settings', () => control.readSettings()),
    route('POST', 'settings', ({ body }) => control.changeSettings(settingsChange.parse(body))),
    route('POST', 'access-tokens/revoke', ({ body }) => {
      control.revokeAccessTokens(revocation.parse(body));
    }),
    ...shippingRoutes(control, route),
    route('GET', 'messages', () => control.listSentMessages()),
    route('GET', 'calls', () => control.countCalls()),
    route('POST', 'reset', () => control.reset()),
  ];
}

type MakeRoute = (method: string, path: string, handle: ControlRoute['handle']) => ControlRoute;

/** A null or false outcome names nothing there is. */
function found<Outcome>(outcome: Outcome, what: string): Outcome {
  if (outcome === null || outcome === false) throw new ControlError(404, `No ${what}.`);
  return outcome;
}

function shippingRoutes(control: SimulatorControl, route: MakeRoute): ControlRoute[] {
  const { shipping } = control;
  return [
    route('GET', 'shipping/:outTradeNo', ({ params }) =>
      found(shipping.find(params.outTradeNo ?? ''), 'such shipping'),
    ),
    route('POST', 'shipping/:outTradeNo/remind', ({ params }) => {
      found(shipping.remind(params.outTradeNo ?? ''), 'such payment');
    }),
    route('POST', 'shipping/:outTradeNo/settle', async ({ params, body }) => {
      const { method } = shippingSettlement.parse(body);
      found(await shipping.settle(params.outTradeNo ?? '', method), 'finished shipping');
    }),
    route('GET', 'pushes', () => shipping.listPushes()),
    route('POST', 'pushes', ({ body }) => {
      const { event, fields, fromUser } = pushRequest.parse(body);
      return shipping.push(event, fields, fromUser);
    }),
    route('POST', 'pushes/:id/resend', async ({ params }) =>
      found(await shipping.resend(params.id ?? ''), 'such push'),
    ),
    route('POST', 'media-checks/:traceId', ({ params, body }) => {
      control.finishMediaCheck(params.traceId ?? '', mediaVerdict.parse(body).suggest);
    }),
  ];
}

/** Open to every page on purpose: the demo page runs on another port of the same machine. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': '600',
};

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

const error = (status: number, message: string): Reply => jsonReply(status, { error: message }, CORS);

async function answer(routes: readonly ControlRoute[], call: Call): Promise<Reply> {
  const match = findRoute(routes, call);
  if (!match) return error(404, 'No such control call.');
  try {
    const body: unknown = call.body.length === 0 ? {} : JSON.parse(call.body.toString('utf8'));
    const result = await match.route.handle({ params: match.params, body });
    return jsonReply(200, result ?? { done: true }, CORS);
  } catch (problem) {
    if (problem instanceof ControlError) return error(problem.status, problem.message);
    if (problem instanceof z.ZodError) return error(400, z.prettifyError(problem));
    if (problem instanceof SyntaxError) return error(400, 'The body is not JSON.');
    throw problem;
  }
}

/** `/_control/…`: the operations of {@link SimulatorControl} over HTTP, for callers on the same machine only. */
export function createControlApi(control: SimulatorControl): Face {
  const routes = controlRoutes(control);
  return async (call) => {
    if (!call.path.startsWith(PREFIX)) return null;
    if (!LOOPBACK.test(call.remoteAddress)) return error(403, 'The control interface answers this machine only.');
    if (call.method === 'OPTIONS') return { status: 204, headers: CORS };
    return answer(routes, call);
  };
}
