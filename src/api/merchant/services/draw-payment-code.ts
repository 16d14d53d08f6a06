import type { Core } from '@strapi/strapi';
import { WechatApiError } from '../../../gateways/wechat-mini-program/port';
import { resolve } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.draw-payment-code': DrawPaymentCode;
  }
}

export interface DrawPaymentCode {
  /**
   * The picture to print: WeChat's mini-program code whose scene is the payment code. WeChat draws it once; the same code always
   * looks the same, so it is kept for a day.
   * @param width pixels, 280–1280
   * @throws Refusal NotFoundError, for another merchant's code too; WechatApiError
   */
  (request: { merchantId: number; documentId: string; width: number }): Promise<Buffer>;
}

/** The page of the mini-program that reads the code from `query.scene`. */
const PAGE = 'pages/pay/index';
const KEPT_SECONDS = 86_400;

export default ({ strapi }: { strapi: Core.Strapi }): DrawPaymentCode =>
  async ({ merchantId, documentId, width }) => {
    const { code } = await getService(strapi, 'api::merchant.read-payment-codes').find(merchantId, documentId);
    const { cache } = resolve(strapi, 'mallard.state');
    const key = `payment-code-image:${code}:${width}`;
    const kept = await cache.get(key);
    if (kept !== null) return Buffer.from(kept, 'base64');
    const image = await draw(strapi, code, width);
    await cache.set(key, image.toString('base64'), KEPT_SECONDS);
    return image;
  };

async function draw(strapi: Core.Strapi, scene: string, width: number): Promise<Buffer> {
  // Codes are printed before the page is published; once it is, WeChat's check costs nothing to leave out.
  const request = { scene, page: PAGE, width, checkPath: false };
  try {
    return await resolve(strapi, 'mallard.wechat-mini-program').unlimitedCode(request);
  } catch (error) {
    if (!(error instanceof WechatApiError)) throw error;
    const { errcode, kind } = error;
    strapi.log.warn('a mini-program code could not be drawn', { category: 'business', errcode, kind });
    throw new Refusal('WechatApiError', { errcode });
  }
}
