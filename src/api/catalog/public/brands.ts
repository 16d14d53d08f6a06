import type { PublicContent, PublicShape } from '../../../platform/content/public-content';

/** What is shown of a brand anywhere. */
export const brandShape: PublicShape = {
  fields: { name: 'text', logo: 'image', description: 'long', sort: 'integer' },
  visible: () => ({ enabled: true }),
  sort: [{ sort: 'asc' }],
};

export const brands: PublicContent = { uid: 'api::catalog.brand', ...brandShape };
