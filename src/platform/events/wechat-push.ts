import type { Core } from '@strapi/strapi';

/** One verified message or event of WeChat's message push. */
export interface ReceivedPush {
  /** Equal for every repetition of one push; handlers use it to do their work once. */
  id: string;
  /** The event's name; for messages of users `message:text`, `message:image` … */
  name: string;
  /** Openid of the user it is about; WeChat's own account for events of the platform. */
  fromUser: string;
  sentAt: Date;
  /** All fields as pushed; numbers may come as text and a list of one as a lone object. */
  fields: Record<string, unknown>;
}

/** Runs after WeChat was answered; a throw has the push handled again later, so it must bear repetition. */
export type PushHandler = (push: ReceivedPush) => Promise<void>;

const registrations = new WeakMap<Core.Strapi, Map<string, PushHandler[]>>();

/** Subscribes to an event of message push; call from a feature's or plugin's `register`. */
export function onPush(strapi: Core.Strapi, name: string, handler: PushHandler): void {
  const handlers = registrations.get(strapi) ?? new Map<string, PushHandler[]>();
  registrations.set(strapi, handlers.set(name, [...(handlers.get(name) ?? []), handler]));
}

export const pushHandlersOf = (strapi: Core.Strapi, name: string): readonly PushHandler[] =>
  registrations.get(strapi)?.get(name) ?? [];
