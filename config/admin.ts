import type { ConfigContext } from '../src/platform/strapi-config';
export default ({ env }: ConfigContext) => ({
  auth: {
    secret: env('ADMIN_JWT_SECRET'),
    sessions: { maxRefreshTokenLifespan: 30 * 86_400, maxSessionLifespan: 30 * 86_400 },
  },
  apiToken: { salt: env('API_TOKEN_SALT') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY') },
  // Back-office staff run a shop: no surveys, sales banners or developer links in their way.
  preview: { enabled: false },
  flags: { nps: false, promoteEE: false, docLinks: false },
});
