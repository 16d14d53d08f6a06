import type { PublicContent } from '../../../platform/content/public-content';

/** Merchants that are open for business. Contact, licence and commission are nobody's business. */
export const merchants: PublicContent = {
  uid: 'api::merchant.merchant',
  fields: {
    name: 'text',
    logo: 'image',
    introduction: 'long',
    address: 'text',
    latitude: 'decimal',
    longitude: 'decimal',
    businessHours: 'text',
  },
  visible: () => ({ state: 'active' }),
  sort: [{ id: 'asc' }],
};
