import type { Context as KoaContext } from 'koa';
import type { OpenCaller } from './open-caller';

/** The signed-in user of a request; a snapshot of the row, read once per request. */
export interface Member {
  id: number;
  documentId: string;
  openid: string;
  sessionId: number;
  levelId: number | null;
}

/** Roles of a merchant's staff (domain.md 3). */
export type MerchantRole = 'owner' | 'manager' | 'cashier' | 'courier';

/** The merchant a request acts for, and as what. Every statement of such a request is scoped by `id`. */
export interface MerchantScope {
  /** Row id. */
  id: number;
  documentId: string;
  name: string;
  role: MerchantRole;
}

export interface RequestState {
  traceId: string;
  member?: Member;
  /** Set on routes for a merchant's staff. */
  merchant?: MerchantScope;
  /** Set on routes for other servers. */
  caller?: OpenCaller;
  /** Set once the limiter has seen this call. */
  isCounted?: boolean;
  input?: unknown;
  /** Set by routes whose answers keep their own format (callbacks, files, documents). */
  isRawResponse?: boolean;
  /** Set by public reads whose answers may be cached; `cacheGeneration` is taken before the answer is computed. */
  cacheTags?: string[];
  cacheGeneration?: string;
}

export type Context = KoaContext & { state: RequestState; request: KoaContext['request'] & { body?: unknown } };
export type Next = () => Promise<unknown>;

/** What a zod-described request looks like after the door. */
export interface Input<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** `Idempotency-Key`, when the client sent one. */
  idempotencyKey: string | null;
}

/** The parsed request of this call; types come from the schemas the route was declared with. */
export function inputOf<Params = unknown, Query = unknown, Body = unknown>(ctx: Context): Input<Params, Query, Body> {
  return ctx.state.input as Input<Params, Query, Body>;
}

/** The signed-in user; only for routes whose audience is `user`. */
export function memberOf(ctx: Context): Member {
  if (!ctx.state.member) throw new Error('memberOf was called on a route without sign-in');
  return ctx.state.member;
}
