import type { Core } from '@strapi/strapi';
import { now } from '../container';
import { Refusal } from '../errors/refusal';
import type { Context } from './context';
import type { OpenCaller, OpenDoor } from './open-caller';

/** The part of Strapi's token service that is used here; Strapi leaves it untyped. */
interface ApiTokens {
  hash(accessKey: string): string;
  getByAccessKey(hash: string): Promise<ApiToken | null>;
}

interface ApiToken {
  id: number;
  kind: string | null;
  type: 'read-only' | 'full-access' | 'custom';
  expiresAt: string | null;
  /** Actions of a custom token. */
  permissions: string[];
}

/**
 * The caller behind one of Strapi's API tokens; such a token sees the whole shop.
 * @throws Refusal UnauthorizedError for a token that is unknown or over; ForbiddenError for one that may do less
 */
export async function readApiToken(
  strapi: Core.Strapi,
  ctx: Context,
  { scope, action }: OpenDoor,
): Promise<OpenCaller> {
  const tokens = strapi.service('admin::api-token-content-api') as unknown as ApiTokens;
  const accessKey = /^Bearer ([0-9a-f]{16,512})$/i.exec(ctx.get('authorization'))?.[1];
  const token = accessKey ? await tokens.getByAccessKey(tokens.hash(accessKey)) : null;
  const isContentToken = token && (token.kind === null || token.kind === 'content-api');
  const isOver = token?.expiresAt && new Date(token.expiresAt) <= now(strapi);
  if (!isContentToken || isOver) throw new Refusal('UnauthorizedError', { reason: 'token' });
  const isAllowed =
    token.type === 'full-access' ||
    (token.type === 'read-only' && ctx.method === 'GET') ||
    (token.type === 'custom' && token.permissions.includes(action));
  if (!isAllowed) throw new Refusal('ForbiddenError', { reason: 'scope', scope });
  return { id: `token_${token.id}`, merchantId: null };
}
