import type { Core } from '@strapi/strapi';

/** Puts the gateways to the outside world into the container. */
export function provideGateways(_strapi: Core.Strapi): void {}
