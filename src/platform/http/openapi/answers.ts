import { catalogue, type RefusalEntry, type RefusalName } from '../../errors/catalogue';
import type { RouteDescription } from '../route-catalog';
import type { JsonSchema } from './schemas';

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });
const headers = { 'X-Trace-Id': { $ref: '#/components/headers/X-Trace-Id' } };

const pageMeta: JsonSchema = {
  type: 'object',
  properties: {
    pagination: {
      type: 'object',
      properties: Object.fromEntries(
        ['page', 'pageSize', 'pageCount', 'total'].map((name) => [name, { type: 'integer', minimum: 0 }]),
      ),
      required: ['page', 'pageSize', 'pageCount', 'total'],
    },
  },
  required: ['pagination'],
};

const cursorMeta: JsonSchema = {
  type: 'object',
  properties: { nextCursor: { type: ['string', 'null'], description: '下一页的游标；没有更多时为 null' } },
  required: ['nextCursor'],
};

const metas = { page: pageMeta, cursor: cursorMeta };

/** The success envelope around `data`. */
export function envelopeOf(data: JsonSchema, paging?: 'cursor' | 'page'): JsonSchema {
  const required = ['code', 'message', 'data', ...(paging ? ['meta'] : []), 'timestamp'];
  return {
    type: 'object',
    properties: {
      code: { type: 'integer', const: 200 },
      message: { type: 'string', const: 'success' },
      data,
      ...(paging ? { meta: metas[paging] } : {}),
      timestamp: { $ref: '#/components/schemas/Timestamp' },
    },
    required,
  };
}

/** The schema of every refusal; the codes are those of the catalogue. */
export function failureSchema(): JsonSchema {
  const codes = [...new Set(Object.values(catalogue).map(({ code }) => code))].sort((a, b) => a - b);
  return {
    type: 'object',
    properties: {
      code: { type: 'integer', enum: codes, description: 'HTTP 状态码或业务错误码' },
      message: { type: 'string', description: '可以直接展示给用户的一句话；Accept-Language: en 时为英文' },
      data: { type: 'null' },
      error: {
        type: 'object',
        properties: {
          status: { type: 'integer' },
          name: { type: 'string', enum: Object.keys(catalogue) },
          message: { type: 'string' },
          details: { type: 'object', description: '给开发者的细节', additionalProperties: true },
        },
        required: ['status', 'name', 'message', 'details'],
      },
      timestamp: { $ref: '#/components/schemas/Timestamp' },
    },
    required: ['code', 'message', 'data', 'error', 'timestamp'],
  };
}

/** One shared response per HTTP status, listing the codes that come with it. */
export function failureResponses(): Record<string, unknown> {
  const byStatus = new Map<number, [RefusalName, RefusalEntry][]>();
  for (const entry of Object.entries(catalogue) as [RefusalName, RefusalEntry][]) {
    byStatus.set(entry[1].status, [...(byStatus.get(entry[1].status) ?? []), entry]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, entries]) => [
      `Failure${status}`,
      {
        description: entries.map(([name, { code, zh }]) => `\`${code}\` ${name}：${zh}`).join('；'),
        headers: status === 429 ? { ...headers, 'Retry-After': { $ref: '#/components/headers/Retry-After' } } : headers,
        content: json({ $ref: '#/components/schemas/Failure' }),
      },
    ]),
  );
}

/** Which refusals a call can meet: by who may call, by what it takes and by what it does. */
export function failureStatusesOf(route: RouteDescription): number[] {
  const takesInput = Boolean(route.params ?? route.query ?? route.body) || route.path.includes(':');
  const changes = route.method !== 'GET';
  return [
    ...(takesInput ? [400] : []),
    401,
    ...(changes ? [403] : []),
    ...(route.path.includes(':') ? [404] : []),
    ...(changes ? [409] : []),
    ...(route.body ? [413, 415] : []),
    429,
    500,
    ...(changes ? [502] : []),
    503,
  ];
}

/** The answers of a call inside the envelope. */
export function envelopeResponses(route: RouteDescription, data: JsonSchema): Record<string, unknown> {
  const failures = failureStatusesOf(route).map((status) => [
    String(status),
    { $ref: `#/components/responses/Failure${status}` },
  ]);
  return {
    [String(route.successStatus)]: {
      description: route.successStatus === 201 ? '已创建' : '成功',
      headers,
      content: json(envelopeOf(data, route.paging)),
    },
    ...(Object.fromEntries(failures) as Record<string, unknown>),
  };
}

/** The answers of calls that keep their own format: files, pages, and what WeChat wants to read. */
export function rawResponses(route: RouteDescription): Record<string, unknown> {
  if (route.produces) {
    return { '200': { description: '成功', headers, content: { [route.produces]: { schema: {} } } } };
  }
  const refused = (description: string) => ({
    description,
    headers,
    content: json({ $ref: '#/components/schemas/WechatFailure' }),
  });
  return {
    '204': { description: '已落库，微信不会再发', headers },
    '400': refused('报文无法解密或不是预期的格式'),
    '401': refused('签名不对，或时间戳已过期'),
    '500': { description: '没有落库，微信会按自己的节奏重发', headers },
  };
}
