import type { Core } from '@strapi/strapi';
import { environmentOf, now, provide, resolve } from '../platform/container';
import { createWechatMiniProgramClient } from './wechat-mini-program/client';
import { MessagePush } from './wechat-mini-program/message-push';
import type { MessagePushPort, TokenStore, WechatMiniProgramPort } from './wechat-mini-program/port';
import { createWechatPayClient } from './wechat-pay/client';
import type { WechatPayPort } from './wechat-pay/port';
import { wechatSettingsOf } from './wechat-settings';

declare module '../platform/container' {
  interface Container {
    'mallard.wechat-pay': WechatPayPort;
    'mallard.wechat-mini-program': WechatMiniProgramPort;
    /** Null when message push is not set up: then its URL answers as if it were not there. */
    'mallard.wechat-message-push': MessagePushPort | null;
  }
}

/** Puts the gateways to the outside world into the container; made on first use, so that tests can put theirs first. */
export function provideGateways(strapi: Core.Strapi): void {
  const settings = wechatSettingsOf(environmentOf(strapi));
  provide(strapi, 'mallard.wechat-pay', () => createWechatPayClient(settings.pay, { now: () => now(strapi) }));
  provide(strapi, 'mallard.wechat-mini-program', () =>
    createWechatMiniProgramClient(settings.miniProgram, { tokenStore: sharedTokens(strapi) }),
  );
  provide(strapi, 'mallard.wechat-message-push', () =>
    settings.push ? new MessagePush(settings.push, { now: () => now(strapi) }) : null,
  );
}

/** One access token for all instances, kept where all instances look. */
function sharedTokens(strapi: Core.Strapi): TokenStore {
  const state = () => resolve(strapi, 'mallard.state');
  return {
    get: (key) => state().cache.get(key),
    set: (key, value, ttlSeconds) => state().cache.set(key, value, ttlSeconds),
    deleteIfEquals: (key, value) => state().cache.deleteIfEquals(key, value),
    withLock: (key, ttlSeconds, work) => state().locks.withLock(key, ttlSeconds, work),
  };
}
