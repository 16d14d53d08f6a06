import type { Core } from '@strapi/strapi';
import { type Environment } from '../platform/environment';
import { environmentOf, now, provide, resolve } from '../platform/container';
import { readPem } from '../platform/secrets-file';
import { createWechatMiniProgramClient } from './wechat-mini-program/client';
import { MessagePush, type MessagePushConfig } from './wechat-mini-program/message-push';
import type { MessagePushPort, TokenStore, WechatMiniProgramPort } from './wechat-mini-program/port';
import { createWechatPayClient } from './wechat-pay/client';
import type { WechatPayConfig } from './wechat-pay/config';
import type { WechatPayPort } from './wechat-pay/port';
import { loadOrCreateSandboxCredentials } from './wechat-simulator/credentials';

declare module '../platform/container' {
  interface Container {
    'mallard.wechat-pay': WechatPayPort;
    'mallard.wechat-mini-program': WechatMiniProgramPort;
    /** Null when message push is not set up: then its URL answers as if it were not there. */
    'mallard.wechat-message-push': MessagePushPort | null;
  }
}

const TIMEOUT_MS = 8_000;

interface WechatSettings {
  pay: WechatPayConfig;
  miniProgram: { appId: string; appSecret: string; baseUrl: string; timeoutMs: number };
  push: MessagePushConfig | null;
}

/** Puts the gateways to the outside world into the container; made on first use, so that tests can put theirs first. */
export function provideGateways(strapi: Core.Strapi): void {
  const environment = environmentOf(strapi);
  const settings = environment.WECHAT_MODE === 'live' ? liveSettings(environment) : sandboxSettings(environment);
  provide(strapi, 'mallard.wechat-pay', () => createWechatPayClient(settings.pay, { now: () => now(strapi) }));
  provide(strapi, 'mallard.wechat-mini-program', () =>
    createWechatMiniProgramClient(settings.miniProgram, { tokenStore: sharedTokens(strapi) }),
  );
  provide(strapi, 'mallard.wechat-message-push', () =>
    settings.push ? new MessagePush(settings.push, { now: () => now(strapi) }) : null,
  );
}

function liveSettings(environment: Environment): WechatSettings {
  const appId = environment.WECHAT_APP_ID ?? '';
  return {
    pay: {
      appId,
      mchId: environment.WECHAT_PAY_MCH_ID ?? '',
      apiV3Key: environment.WECHAT_PAY_API_V3_KEY ?? '',
      merchantPrivateKeyPem: readPem(environment.WECHAT_PAY_PRIVATE_KEY ?? ''),
      merchantCertSerial: environment.WECHAT_PAY_CERT_SERIAL ?? '',
      baseUrl: environment.WECHAT_PAY_URL ?? 'https://api.mch.weixin.qq.com',
      ...(environment.WECHAT_PAY_PUBLIC_KEY_ID ? { publicKeyId: environment.WECHAT_PAY_PUBLIC_KEY_ID } : {}),
      ...(environment.WECHAT_PAY_PUBLIC_KEY ? { publicKeyPem: readPem(environment.WECHAT_PAY_PUBLIC_KEY) } : {}),
      timeoutMs: TIMEOUT_MS,
    },
    miniProgram: {
      appId,
      appSecret: environment.WECHAT_APP_SECRET ?? '',
      baseUrl: environment.WECHAT_API_URL ?? 'https://api.weixin.qq.com',
      timeoutMs: TIMEOUT_MS,
    },
    push: livePush(environment, appId),
  };
}

function livePush(environment: Environment, appId: string): MessagePushConfig | null {
  const { WECHAT_PUSH_TOKEN: token, WECHAT_PUSH_AES_KEY: encodingAesKey } = environment;
  if (!token) return null;
  return { appId, token, ...(encodingAesKey ? { encodingAesKey } : {}) };
}

/** The sandbox's made-up merchant: its keys lie in a file that the simulator reads too. */
function sandboxSettings(environment: Environment): WechatSettings {
  const credentials = loadOrCreateSandboxCredentials(environment.sandboxCredentialsFile);
  const simulator = `http://127.0.0.1:${environment.SIMULATOR_PORT}`;
  return {
    pay: {
      appId: credentials.appId,
      mchId: credentials.mchId,
      apiV3Key: credentials.apiV3Key,
      merchantPrivateKeyPem: credentials.merchantPrivateKeyPem,
      merchantCertSerial: credentials.merchantCertSerial,
      baseUrl: environment.WECHAT_PAY_URL ?? simulator,
      publicKeyId: credentials.wechatpayPublicKeyId,
      publicKeyPem: credentials.wechatpayPublicKeyPem,
      timeoutMs: TIMEOUT_MS,
    },
    miniProgram: {
      appId: credentials.appId,
      appSecret: credentials.appSecret,
      baseUrl: environment.WECHAT_API_URL ?? simulator,
      timeoutMs: TIMEOUT_MS,
    },
    push: { appId: credentials.appId, token: credentials.pushToken, encodingAesKey: credentials.pushAesKey },
  };
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
