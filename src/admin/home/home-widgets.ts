import { HandHeart, Lightning } from '@strapi/icons';
import type { Widget } from '../panel-types';

/** The home page greets and leads on; it counts nothing, so that it opens at once in a shop of any size. */
export const homeWidgets: Widget[] = [
  {
    id: 'mallard-shortcuts',
    icon: Lightning,
    title: { id: 'mallard.home.shortcuts', defaultMessage: '常用入口' },
    component: async () => (await import('./shortcuts')).Shortcuts,
  },
  {
    id: 'mallard-welcome',
    icon: HandHeart,
    title: { id: 'mallard.home.welcome', defaultMessage: '使用须知' },
    component: async () => (await import('./welcome')).Welcome,
  },
];
