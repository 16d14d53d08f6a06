import type { Core } from '@strapi/strapi';

/**
 * The typed registry of all services. Every service file adds its line by declaration merging:
 * `declare module '../../../platform/get-service' { interface Services { 'api::order.place-order': … } }`.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Services {}

export type ServiceFactory<Service> = (context: { strapi: Core.Strapi }) => Service;

/** A service by its uid; the way features call one another. */
export function getService<Uid extends keyof Services>(strapi: Core.Strapi, uid: Uid): Services[Uid] {
  return strapi.service(uid as never) as unknown as Services[Uid];
}
