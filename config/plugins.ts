import type { ConfigContext } from '../src/platform/strapi-config';
export default ({ env }: ConfigContext) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
  // Review of drafts and scheduled releases belong to publishing houses; a shop lists and delists products instead.
  'content-releases': { enabled: false },
});
