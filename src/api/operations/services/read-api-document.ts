import type { Core } from '@strapi/strapi';
import { openApiDocument } from '../../../platform/http/openapi/document';
import { describedRoutes } from '../../../platform/http/route-catalog';

/** The OpenAPI document as JSON text. Routes do not change while the application runs, so it is made once. */
const createService = ({ strapi }: { strapi: Core.Strapi }) => {
  let text: string | null = null;
  return (): string => {
    text ??= JSON.stringify(
      openApiDocument(describedRoutes(), {
        prefix: strapi.config.get<string>('api.rest.prefix'),
        version: strapi.config.get<string>('info.version', '0.0.0'),
      }),
    );
    return text;
  };
};

export default createService;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.read-api-document': ReturnType<typeof createService>;
  }
}
