import type { Core } from '@strapi/strapi';
import sharp from 'sharp';
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
   * The picture to print, a PNG: WeChat's mini-program code whose scene is the payment code. The same code always looks the same,
   * so what WeChat has drawn is kept for an hour, and who asks meanwhile waits for the same drawing.
   * @param width pixels, 280–1280; the picture has the next of a few sizes that is not smaller
   * @throws Refusal NotFoundError, for another merchant's code too; WechatApiError
   */
  (request: { merchantId: number; documentId: string; width: number }): Promise<Buffer>;
}

/** The page of the mini-program that reads the code from `query.scene`. */
const PAGE = 'pages/pay/index';
const KEPT_SECONDS = 3_600;
/** Every width of its own would be a picture of its own to draw and to keep. */
const WIDTHS = [280, 430, 860, 1280];

export default ({ strapi }: { strapi: Core.Strapi }): DrawPaymentCode => {
  const underWay = new Map<string, Promise<Buffer>>();

  async function drawOnce(key: string, code: string, size: number): Promise<Buffer> {
    const { cache } = resolve(strapi, 'mallard.state');
    const kept = await cache.get(key);
    if (kept !== null) return Buffer.from(kept, 'base64');
    const image = await asPng(await draw(strapi, code, size));
    await cache.set(key, image.toString('base64'), KEPT_SECONDS);
    return image;
  }

  return async ({ merchantId, documentId, width }) => {
    const { code } = await getService(strapi, 'api::merchant.read-payment-codes').find(merchantId, documentId);
    const size = WIDTHS.find((known) => known >= width) ?? width;
    const key = `payment-code-image:${code}:${size}`;
    const drawing = underWay.get(key) ?? drawOnce(key, code, size).finally(() => underWay.delete(key));
    underWay.set(key, drawing);
    return drawing;
  };
};

/** WeChat chooses the format, and a JPEG begins with a mark of its own. */
const asPng = async (image: Buffer): Promise<Buffer> => (image[0] === 0xff ? sharp(image).png().toBuffer() : image);

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
