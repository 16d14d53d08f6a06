import type { PublicContent, PublicShape } from '../../../platform/content/public-content';

/** What is shown of a category anywhere. */
export const categoryShape: PublicShape = {
  fields: { name: 'text', icon: 'image', sort: 'integer' },
  // A branch that was switched off takes its twigs along.
  visible: () => ({ enabled: true, $or: [{ parent: { id: { $null: true } } }, { parent: { enabled: true } }] }),
  sort: [{ sort: 'asc' }],
};

/** Categories, with the levels above and below. */
export const categories: PublicContent = {
  uid: 'api::catalog.category',
  ...categoryShape,
  relations: {
    parent: { ...categoryShape, isMany: false },
    children: { ...categoryShape, isMany: true, relations: { children: { ...categoryShape, isMany: true } } },
  },
};
