import type { RbacMiddleware } from '../panel-types';

const MARKETPLACE = 'admin::marketplace.read';
const TYPE_BUILDER = 'plugin::content-type-builder.read';

// The builder of content types can change nothing outside development, where the build is another one.
const hidden = process.env.NODE_ENV === 'development' ? [MARKETPLACE] : [MARKETPLACE, TYPE_BUILDER];

/** Keeps the tools of developers out of a shop's menu, whatever the account may do. */
export const hideWorkshops: RbacMiddleware = () => (next) => (permissions) =>
  next(permissions.filter(({ action }) => !hidden.includes(action)));
