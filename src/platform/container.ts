import type { Core } from '@strapi/strapi';
import type { SharedState } from './state/port';
import type { Environment } from './environment';

/** What the composition root (or a test, before it) puts into the container. Gateways extend this by declaration merging. */
export interface Container {
  'mallard.clock': Clock;
  'mallard.state': SharedState;
}

export interface Clock {
  now(): Date;
}

/** Puts a value into Strapi's container unless a test put its own there first. */
export function provide<Name extends keyof Container>(
  strapi: Core.Strapi,
  name: Name,
  create: () => Container[Name],
): void {
  if (!strapi.has(name)) strapi.add(name, create());
}

/** Takes a value out of the container, typed. */
export function resolve<Name extends keyof Container>(strapi: Core.Strapi, name: Name): Container[Name] {
  return strapi.get(name);
}

/** The present moment; the only way to ask for it outside the composition root. */
export function now(strapi: Core.Strapi): Date {
  return resolve(strapi, 'mallard.clock').now();
}

/** The parsed environment. */
export function environmentOf(strapi: Core.Strapi): Environment {
  return strapi.config.get('mallard');
}
