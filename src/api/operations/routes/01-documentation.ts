import { defineRoutes } from '../../../platform/http/define-routes';
import { documentationFileParams } from '../requests';

export default defineRoutes('operations', [
  {
    method: 'GET',
    path: '/openapi.json',
    handler: 'documentation.document',
    summary: '本文档（OpenAPI 3.1）',
    audience: 'operations',
    produces: 'application/json',
  },
  {
    method: 'GET',
    path: '/docs',
    handler: 'documentation.page',
    summary: '接口文档页面',
    audience: 'operations',
    produces: 'text/html',
  },
  {
    method: 'GET',
    path: '/docs/:file',
    handler: 'documentation.file',
    summary: '接口文档页面的静态文件',
    audience: 'operations',
    params: documentationFileParams,
    produces: 'application/octet-stream',
  },
]);
