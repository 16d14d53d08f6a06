import type { RouteDescription } from '../route-catalog';
import { failureResponses, failureSchema } from './answers';
import { describeOperation, openApiPath } from './operation';
import { probePaths } from './probes';
import { type JsonSchema, SchemaBook } from './schemas';

const introduction = `微信小程序商城后端接口。金额一律以「分」为单位的整数，时间为 ISO 8601（UTC），日期为商城时区的 \`YYYY-MM-DD\`。

- 成功：\`{ code: 200, message: "success", data, meta?, timestamp }\`；失败：\`{ code, message, data: null, error, timestamp }\`，HTTP 状态与 \`error.status\` 一致。
- 每个响应都带 \`X-Trace-Id\`，排查问题时请提供它。
- 登录后的接口带 \`Authorization: Bearer <accessToken>\`；公开接口若带了令牌，令牌也必须有效。
- 开放平台接口（\`/open/…\`）供其他系统的服务器调用，用应用密钥签名或使用 API 令牌。
- 商户接口再带 \`X-Merchant-Id\`，说明替哪个商户操作。
- 自己的记录用游标翻页：\`?limit=20&cursor=…\` → \`meta.nextCursor\`；内容列表用 \`pagination[page]\`、\`pagination[pageSize]\`。`;

export interface DocumentOptions {
  /** Where the Content API is mounted, e.g. `/api/v1`. */
  prefix: string;
  /** The installation's version. */
  version: string;
}

/** The OpenAPI 3.1 document of all described routes. It is made of the same schemas that parse the requests. */
export function openApiDocument(routes: RouteDescription[], options: DocumentOptions): JsonSchema {
  const book = new SchemaBook();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route, book) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mallard',
      version: options.version,
      description: introduction,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.prefix, description: '本服务' }],
    tags: tagsOf(routes),
    paths: { ...paths, ...probePaths },
    components: {
      schemas: { ...ownSchemas(), ...book.components },
      responses: failureResponses(),
      parameters,
      headers,
      securitySchemes,
    },
  };
}

const tagNames: Record<string, string> = {
  activity: '活动',
  catalog: '商品',
  consultation: '咨询',
  delivery: '配送',
  member: '会员',
  merchant: '商户',
  message: '消息',
  operations: '运行',
  order: '订单',
  payment: '支付',
  points: '积分',
  promotion: '营销',
  wechat: '微信回调',
};

const tagsOf = (routes: RouteDescription[]) =>
  [...new Set([...routes.map(({ tag }) => tag), 'operations'])]
    .sort()
    .map((name) => ({ name, ...(tagNames[name] ? { description: tagNames[name] } : {}) }));

const ownSchemas = (): Record<string, JsonSchema> => ({
  Timestamp: { type: 'integer', description: '服务器时间，Unix 秒' },
  Failure: failureSchema(),
  WechatFailure: {
    type: 'object',
    properties: { code: { type: 'string', const: 'FAIL' }, message: { type: 'string' } },
    required: ['code', 'message'],
  },
});

const parameters = {
  MerchantId: {
    name: 'X-Merchant-Id',
    in: 'header',
    required: true,
    description: '商户的 documentId；不是该商户的员工、角色不够或商户未营业，都返回 1801',
    schema: { type: 'string', pattern: '^[a-z0-9]{1,32}$' },
  },
  AppId: {
    name: 'X-App-Id',
    in: 'header',
    required: false,
    description: '开放应用的编号；使用 API 令牌时不需要',
    schema: { type: 'string' },
  },
  RequestTimestamp: {
    name: 'X-Timestamp',
    in: 'header',
    required: false,
    description: 'Unix 秒，与服务器时间相差不超过 300 秒',
    schema: { type: 'string', pattern: '^\\d{10}$' },
  },
  RequestNonce: {
    name: 'X-Nonce',
    in: 'header',
    required: false,
    description: '每次请求不同的随机字符串，8–64 个字母、数字、_ 或 -',
    schema: { type: 'string', pattern: '^[\\w-]{8,64}$' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: '同一个键 24 小时内重复提交，得到第一次的结果；换了内容则返回 1005',
    schema: { type: 'string', pattern: '^[\\w.:-]{1,64}$' },
  },
};

const headers = {
  'X-Trace-Id': { description: '本次请求的追踪号', schema: { type: 'string' } },
  'Retry-After': { description: '多少秒后可以再试', schema: { type: 'integer' } },
};

const securitySchemes = {
  memberToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '微信登录得到的 accessToken' },
  openSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Signature',
    description:
      '应用密钥对 `METHOD\\npath?query\\ntimestamp\\nnonce\\nsha256hex(body)` 的 HMAC-SHA256（十六进制），与 X-App-Id、X-Timestamp、X-Nonce 一起发送',
  },
  apiToken: { type: 'http', scheme: 'bearer', description: '管理后台创建的 API 令牌' },
  metricsToken: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN' },
  wechatPaySignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Wechatpay-Signature',
    description: '微信支付对报文的签名，与 Wechatpay-Timestamp、-Nonce、-Serial 一起校验',
  },
  wechatPushSignature: {
    type: 'apiKey',
    in: 'query',
    name: 'signature',
    description: '微信消息推送的签名（加密模式下为 msg_signature）',
  },
};
