/** The addresses for machines that watch the service; they stand outside the versioned API. */
const atRoot = { servers: [{ url: '/', description: '本服务' }] };

const health = (description: string) => ({
  description,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: { status: { type: 'string' }, reasons: { type: 'array', items: { type: 'string' } } },
        required: ['status'],
      },
    },
  },
});

export const probePaths: Record<string, Record<string, unknown>> = {
  '/healthz': {
    get: {
      ...atRoot,
      operationId: 'getHealthz',
      summary: '进程是否活着',
      tags: ['operations'],
      responses: { '200': health('活着') },
      security: [{}],
    },
  },
  '/readyz': {
    get: {
      ...atRoot,
      operationId: 'getReadyz',
      summary: '能否接收流量：数据库、Redis、事件投递、是否正在退出',
      tags: ['operations'],
      responses: { '200': health('可以'), '503': health('不可以，reasons 逐条说明原因') },
      security: [{}],
    },
  },
  '/metrics': {
    get: {
      ...atRoot,
      operationId: 'getMetrics',
      summary: 'Prometheus 指标；设置了 METRICS_TOKEN 时凭令牌访问，否则只回答本机',
      tags: ['operations'],
      responses: {
        '200': { description: '指标', content: { 'text/plain': { schema: { type: 'string' } } } },
        '401': { description: '令牌不对' },
        '403': { description: '没有设置令牌，且不是来自本机' },
      },
      security: [{}, { metricsToken: [] }],
    },
  },
};
