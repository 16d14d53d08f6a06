import { createReadStream } from 'node:fs';
import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { documentationFile, documentationPage, documentationScript } from '../../../platform/http/openapi/browser';

/** The API document and a page to read it: everything is served from here, nothing is loaded from elsewhere. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const prefix = strapi.config.get<string>('api.rest.prefix');
  const answer = (ctx: Context, type: string, body: unknown, cacheSeconds: number): void => {
    ctx.state.isRawResponse = true;
    ctx.set('Cache-Control', `public, max-age=${cacheSeconds}`);
    ctx.type = type;
    ctx.body = body;
  };
  return {
    document(ctx: Context): void {
      answer(ctx, 'application/json', getService(strapi, 'api::operations.read-api-document')(), 60);
    },
    page(ctx: Context): void {
      answer(ctx, 'text/html', documentationPage(`${prefix}/docs`), 60);
    },
    file(ctx: Context): void {
      const { file } = inputOf<{ file: string }>(ctx).params;
      if (file === 'start.js') {
        answer(ctx, 'application/javascript', documentationScript(`${prefix}/openapi.json`), 60);
        return;
      }
      const path = documentationFile(file);
      if (!path) throw new Refusal('NotFoundError');
      answer(ctx, file.endsWith('.css') ? 'text/css' : 'application/javascript', createReadStream(path), 86_400);
    },
  };
};
