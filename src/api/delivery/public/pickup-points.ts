import type { PublicContent } from '../../../platform/content/public-content';

/** Where parcels can be collected; the keeper's phone number stays with us. */
export const pickupPoints: PublicContent = {
  uid: 'api::delivery.pickup-point',
  fields: {
    name: 'text',
    address: 'text',
    latitude: 'decimal',
    longitude: 'decimal',
    hours: 'text',
    sort: 'integer',
  },
  visible: () => ({ enabled: true }),
  sort: [{ sort: 'asc' }],
};
