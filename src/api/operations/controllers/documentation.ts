import { createReadStream } from 'node:fs';
import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { documentationFile, documentationPage, documentationScript } from '../../../platform/http/openapi/browser';

/** The API document and a page to read it: everything is served from here, nothing is loaded from elsewhere. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const prefix = strapi.config.get<string>('api.rest.prefix');
  const answer = (ctx: Context, body: unknown, { type, maxAge = 60 }: { type: string; maxAge?: number }): void => {
    ctx.state.isRawResponse = true;
    ctx.set('Cache-Control', `public, max-age=${maxAge}`);
    ctx.type = type;
    ctx.body = body;
  };
  return {
    document(ctx: Context): void {
      answer(ctx, getService(strapi, 'api::operations.read-api-document')(), { type: 'application/json' });
    },
    page(ctx: Context): void {
      answer(ctx, documentationPage(`${prefix}/docs`), { type: 'text/html' });
    },
    file(ctx: Context): void {
      const { file } = inputOf<{ file: string }>(ctx).params;
      if (file === 'start.js') {
        answer(ctx, documentationScript(`${prefix}/openapi.json`), { type: 'application/javascript' });
        return;
      }
      const path = documentationFile(file);
      if (!path) throw new Refusal('NotFoundError');
      const type = file.endsWith('.css') ? 'text/css' : 'application/javascript';
      answer(ctx, createReadStream(path), { type, maxAge: 86_400 });
    },
  };
};
