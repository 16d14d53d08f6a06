import type { Core } from '@strapi/strapi';
import { getService } from '../../platform/get-service';

/** Settings that were saved hold at once on this instance; others follow when what they keep is three seconds old. */
export function forgetSettingsOnWrite(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const result = await next();
    if (context.uid === 'api::operations.setting') getService(strapi, 'api::operations.shop-settings').forget();
    return result;
  });
}
