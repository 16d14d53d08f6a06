import { z } from 'zod';
import { Refusal } from '../errors/refusal';
import type { Context, Next } from './context';

interface RequestSchemas {
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
}

/** Whatever a header can carry legibly; clients send UUIDs, quoted ones, base64. */
const idempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,64}$/)
  .nullable();

/**
 * Middleware that parses params, query and body strictly: what is not described is refused, not dropped.
 * @throws Refusal NotFoundError for an id in the path that nothing can have, ValidationError, UnsupportedMediaTypeError
 */
export function parseRequest(schemas: RequestSchemas) {
  const params = (schemas.params ?? z.object({})).strict();
  const query = (schemas.query ?? z.object({})).strict();
  return async (ctx: Context, next: Next): Promise<void> => {
    requireJson(ctx);
    ctx.state.input = {
      params: parsePath(params, namedParams(ctx)),
      query: parse(query, ctx.query, 'query'),
      body: schemas.body ? parse(schemas.body, ctx.request.body ?? {}, 'body') : undefined,
      idempotencyKey: parse(idempotencyKey, ctx.get('idempotency-key') || null, 'header Idempotency-Key'),
    };
    await next();
  };
}

/** To the caller an id of another shape is like any other that names nothing. */
function parsePath(schema: z.ZodObject, params: Record<string, unknown>): Record<string, unknown> {
  const parsed = schema.safeParse(params);
  if (hasNoText(params) || !parsed.success) throw new Refusal('NotFoundError');
  return parsed.data;
}

/** Wildcard routes of Strapi that match the same path leave their numbered captures among the parameters. */
export function namedParams(ctx: Context): Record<string, unknown> {
  return Object.fromEntries(Object.entries(ctx.params as object).filter(([name]) => !/^\d+$/.test(name)));
}

/** Parses one value or refuses with every issue named by its place. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, place: string): z.infer<Schema> {
  if (hasNoText(value))
    throw new Refusal('ValidationError', { place, issues: [{ path: '', message: 'NUL or half a character' }] });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  throw new Refusal('ValidationError', { place, issues });
}

/** PostgreSQL cannot store NUL in a text, nor half a surrogate pair in JSON; better refused at the door than by a failing statement. */
const NO_TEXT = /\u0000|\p{Surrogate}/u;

function hasNoText(value: unknown): boolean {
  if (typeof value === 'string') return NO_TEXT.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => NO_TEXT.test(key) || hasNoText(item));
}

/** Also where no body is wanted: who sends one in another form means something else than is done. */
function requireJson(ctx: Context): void {
  const hasBody = Number(ctx.get('content-length') || 0) > 0 || ctx.get('transfer-encoding') !== '';
  if (hasBody && !ctx.is('json')) throw new Refusal('UnsupportedMediaTypeError', { expected: 'application/json' });
}
