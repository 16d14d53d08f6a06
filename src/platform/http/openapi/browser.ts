import { dirname, join } from 'node:path';

/** The only files of the documentation package that the page uses. */
const FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js']);

/** The path of one of the page's files, or null when there is no such file. */
export function documentationFile(name: string): string | null {
  return FILES.has(name) ? join(dirname(require.resolve('swagger-ui-dist/package.json')), name) : null;
}

/** The page; scripts stand in files of their own, because the security policy allows no inline script. */
export const documentationPage = (base: string): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Mallard 接口文档</title>
    <link rel="icon" href="/favicon.ico" />
    <link rel="stylesheet" href="${base}/swagger-ui.css" />
  </head>
  <body>
    <div id="documentation"></div>
    <script src="${base}/swagger-ui-bundle.js"></script>
    <script src="${base}/start.js"></script>
  </body>
</html>
`;

export const documentationScript = (documentUrl: string): string => `SwaggerUIBundle({
  url: ${JSON.stringify(documentUrl)},
  dom_id: '#documentation',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  persistAuthorization: true,
  validatorUrl: null,
});
`;
