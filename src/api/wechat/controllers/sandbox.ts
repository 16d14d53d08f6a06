import type { Core } from '@strapi/strapi';
import { environmentOf } from '../../../platform/container';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Where the demo page asks for login codes and pays; the same address that the gateways of the sandbox call. */
  find() {
    const { WECHAT_PAY_URL, SIMULATOR_PORT } = environmentOf(strapi);
    return { data: { simulatorUrl: WECHAT_PAY_URL ?? `http://127.0.0.1:${SIMULATOR_PORT}` } };
  },
});
