import type { Core } from '@strapi/strapi';
import { environmentOf, provide, resolve } from '../container';
import { createKeyRing, type KeyRing } from './encryption';

declare module '../container' {
  interface Container {
    'mallard.key-ring': KeyRing;
  }
}

/** The key ring of ENCRYPTION_KEYS; made on first use, because parsing keys on every call would be waste. */
export function keyRingOf(strapi: Core.Strapi): KeyRing {
  provide(strapi, 'mallard.key-ring', () => createKeyRing(environmentOf(strapi).ENCRYPTION_KEYS));
  return resolve(strapi, 'mallard.key-ring');
}
