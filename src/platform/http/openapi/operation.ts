import type { z } from 'zod';
import type { RouteDescription } from '../route-catalog';
import { envelopeResponses, rawResponses } from './answers';
import type { JsonSchema, SchemaBook } from './schemas';

const PARAMETER = /:(\w+)/g;
const OPEN_HEADERS = ['AppId', 'RequestTimestamp', 'RequestNonce'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

/** `/orders/:orderNo` as OpenAPI writes it: `/orders/{orderNo}`. */
export const openApiPath = (path: string): string => path.replace(PARAMETER, '{$1}');

/** A stable name for generated clients: `GET /orders/:orderNo/payment` → `getOrdersByOrderNoPayment`. */
export function operationIdOf({ method, path }: Pick<RouteDescription, 'method' | 'path'>): string {
  const words = path
    .replace(PARAMETER, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** One route as an OpenAPI operation object. */
export function describeOperation(route: RouteDescription, book: SchemaBook): JsonSchema {
  const operationId = operationIdOf(route);
  const hasEnvelope = route.audience !== 'wechat' && route.audience !== 'operations';
  const data = route.response ? book.describe(route.response, 'output', operationId) : {};
  const parameters = parametersOf(route, book, operationId);
  return {
    operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: bodyOf(book.describe(route.body, 'input', operationId)) } : {}),
    responses: hasEnvelope && !route.produces ? envelopeResponses(route, data) : rawResponses(route),
    security: securityOf(route),
  };
}

const bodyOf = (schema: JsonSchema) => ({ required: true, content: { 'application/json': { schema } } });

/** An empty requirement means "also without": a public route still checks a bearer that is sent along. */
function securityOf({ audience, path }: RouteDescription): Record<string, string[]>[] {
  if (audience === 'user' || audience === 'merchant') return [{ memberToken: [] }];
  if (audience === 'open') return [{ openSignature: [] }, { apiToken: [] }];
  if (audience === 'public') return [{}, { memberToken: [] }];
  if (audience === 'wechat')
    return [path.startsWith('/wechat/pay/') ? { wechatPaySignature: [] } : { wechatPushSignature: [] }];
  return [{}];
}

function parametersOf(route: RouteDescription, book: SchemaBook, operationId: string): unknown[] {
  const describe = (schema: z.ZodType | undefined): ObjectSchema =>
    schema ? book.describe(schema, 'input', operationId) : {};
  const params = describe(route.params).properties ?? {};
  const names = [...route.path.matchAll(PARAMETER)].map(([, name]) => name ?? '');
  return [
    ...names.map((name) => parameter('path', name, { schema: params[name] ?? { type: 'string' }, isRequired: true })),
    ...queryParameters(describe(route.query)),
    ...(route.audience === 'merchant' ? [{ $ref: '#/components/parameters/MerchantId' }] : []),
    ...(route.audience === 'open' ? OPEN_HEADERS : []),
    ...(route.isIdempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

interface ObjectSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

function queryParameters(query: ObjectSchema): unknown[] {
  const required = new Set(query.required ?? []);
  return Object.entries(query.properties ?? {}).map(([name, schema]) =>
    // A field with a default is optional to send, whatever the parsed value looks like.
    parameter('query', name, { schema, isRequired: required.has(name) && !('default' in schema) }),
  );
}

function parameter(
  place: 'path' | 'query',
  name: string,
  given: { schema: JsonSchema; isRequired: boolean },
): JsonSchema {
  const { description, ...schema } = given.schema;
  return {
    name,
    in: place,
    required: given.isRequired,
    ...(description === undefined ? {} : { description }),
    // Filters and the like are written `filters[name][$eq]=…`.
    ...(schema.type === 'object' ? { style: 'deepObject', explode: true } : {}),
    schema,
  };
}
