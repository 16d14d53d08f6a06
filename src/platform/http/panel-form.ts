import type { Core } from '@strapi/strapi';
import { DEEDS_PREFIX } from './admin-route';

/** An account of the panel, as Strapi leaves it in the state of a request. */
export interface PanelAccount {
  id: number;
  email: string;
}

interface PanelState {
  user?: PanelAccount;
  userAbility?: unknown;
}

/**
 * The account whose form is being saved in this request. null for everything else: our own deeds of the panel, which decide for
 * themselves what may be written, clients of the API, jobs and seeds.
 */
export function formAccountOf(strapi: Core.Strapi): PanelAccount | null {
  const context = strapi.requestContext.get();
  const { user, userAbility } = (context?.state ?? {}) as PanelState;
  if (!context || !user || !userAbility || context.path.startsWith(`${DEEDS_PREFIX}/`)) return null;
  return user;
}
