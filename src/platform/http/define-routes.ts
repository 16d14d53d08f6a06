import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { admit } from './admission';
import { authenticate } from './authenticate';
import type { Context, MerchantRole, Next } from './context';
import { enterMerchant } from './merchant-scope';
import type { OpenScope } from './open-caller';
import { enterOpenPlatform } from './open-platform';
import { parseRequest } from './parse-request';
import { limitRate, limitStrangers, type RateClass } from './rate-limit';
import { type Audience, describeRoute } from './route-catalog';

export interface RouteSpec {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** `controller.action` of this feature. */
  handler: string;
  summary: string;
  /**
   * Who may call: anybody, a signed-in user, staff of the merchant named by `X-Merchant-Id`, other servers with a signature or
   * an API token, WeChat's servers (which sign their calls themselves), or whoever runs the shop.
   */
  audience?: Audience;
  /** Which of a merchant's staff may call; without it nobody may. */
  roles?: readonly MerchantRole[];
  /** What an application of the open platform must be allowed to do. */
  scope?: OpenScope;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response?: z.ZodType;
  paging?: 'cursor' | 'page';
  successStatus?: 200 | 201;
  isIdempotent?: boolean;
  rate?: RateClass;
  /** Its answer waits for WeChat's servers; payments and sign-ins always do. */
  waitsForWechat?: boolean;
  /** Media type of an answer outside the envelope. */
  produces?: string;
}

/**
 * Turns route specs into Strapi routes with our own door: sign-in, rate limit, merchant, strict parsing – in this order.
 * Strapi's own authentication is switched off, because it costs seven queries a request and knows nothing of revoked sessions.
 */
export function defineRoutes(feature: string, specs: RouteSpec[]) {
  return {
    type: 'content-api' as const,
    routes: specs.map((spec) => {
      const audience = spec.audience ?? 'user';
      describeRoute({
        ...spec,
        audience,
        tag: feature,
        successStatus: spec.successStatus ?? 200,
        isIdempotent: spec.isIdempotent ?? false,
      });
      return {
        method: spec.method,
        path: spec.path,
        handler: `api::${feature}.${spec.handler}`,
        config: { auth: false as const, middlewares: doorOf(spec, { audience, feature }) },
      };
    }),
  };
}

type Handler = (ctx: Context, next: Next) => Promise<void>;

function doorOf(spec: RouteSpec, { audience, feature }: { audience: Audience; feature: string }): Handler[] {
  const handlers: Handler[] = [];
  // Who waits for WeChat's servers must not keep a place from those who wait for our own database.
  const waitsForWechat = spec.waitsForWechat ?? (spec.rate === 'payment' || spec.rate === 'login');
  if (!waitsForWechat) handlers.push(lateBound(admit));
  const rate = spec.rate ?? (spec.method === 'GET' ? 'read' : 'write');
  const identify = identifierOf(spec, { audience, feature });
  if (identify) {
    handlers.push(
      lateBound((strapi) => limitStrangers(strapi, rate)),
      lateBound(identify),
      lateBound((strapi) => limitRate(strapi, rate)),
    );
  }
  if (audience === 'merchant') handlers.push(lateBound((strapi) => enterMerchant(strapi, { roles: spec.roles ?? [] })));
  if (audience !== 'wechat') handlers.push(parseRequest(spec));
  if (spec.successStatus === 201) handlers.push(answerCreated);
  return handlers;
}

/** How a caller of this audience is known; null where the route itself looks. */
function identifierOf(spec: RouteSpec, { audience, feature }: { audience: Audience; feature: string }) {
  if (audience === 'user' || audience === 'public' || audience === 'merchant')
    return (strapi: Core.Strapi): Handler => authenticate(strapi, { isRequired: audience !== 'public' });
  const { scope, handler } = spec;
  if (audience !== 'open') return null;
  if (!scope) throw new Error(`${spec.path} is for other servers and names no scope`);
  return (strapi: Core.Strapi): Handler => enterOpenPlatform(strapi, { scope, action: `api::${feature}.${handler}` });
}

/** Route files are read before there is an application, and Strapi hands none to inline middlewares: bind at the first call. */
function lateBound(create: (strapi: Core.Strapi) => Handler): Handler {
  const bound = new WeakMap<Core.Strapi, Handler>();
  return (ctx, next) => {
    const { strapi } = globalThis;
    const handler = bound.get(strapi) ?? create(strapi);
    bound.set(strapi, handler);
    return handler(ctx, next);
  };
}

async function answerCreated(ctx: Context, next: Next): Promise<void> {
  await next();
  ctx.status = 201;
}
