import type { Environment } from '../platform/environment';
import { readPem } from '../platform/secrets-file';
import type { MessagePushConfig } from './wechat-mini-program/message-push';
import type { WechatPayConfig } from './wechat-pay/config';
import { loadOrCreateSandboxCredentials, type SandboxCredentials } from './wechat-simulator/credentials';

const TIMEOUT_MS = 8_000;

export interface WechatSettings {
  pay: WechatPayConfig;
  miniProgram: { appId: string; appSecret: string; baseUrl: string; timeoutMs: number };
  /** null: message push is not set up. */
  push: MessagePushConfig | null;
}

/**
 * Which WeChat the shop talks to, and as whom. In the sandbox that is the simulator and a made-up merchant, whose keys lie in a
 * file that the simulator reads too; whoever names an address and an identity of his own there gets a WeChat of his own.
 */
export function wechatSettingsOf(environment: Environment): WechatSettings {
  const { WECHAT_MODE, WECHAT_PAY_URL, WECHAT_PAY_MCH_ID, WECHAT_API_URL, WECHAT_APP_ID, WECHAT_PUSH_TOKEN } =
    environment;
  if (WECHAT_MODE === 'live')
    return { pay: ownPay(environment), miniProgram: ownMiniProgram(environment), push: ownPush(environment) };
  const credentials = loadOrCreateSandboxCredentials(environment.sandboxCredentialsFile);
  return {
    pay: WECHAT_PAY_URL && WECHAT_PAY_MCH_ID ? ownPay(environment) : sandboxPay(environment, credentials),
    miniProgram:
      WECHAT_API_URL && WECHAT_APP_ID ? ownMiniProgram(environment) : sandboxMiniProgram(environment, credentials),
    push: WECHAT_PUSH_TOKEN
      ? ownPush({ ...environment, WECHAT_APP_ID: WECHAT_APP_ID ?? credentials.appId })
      : { appId: credentials.appId, token: credentials.pushToken, encodingAesKey: credentials.pushAesKey },
  };
}

function ownPay(environment: Environment): WechatPayConfig {
  const { WECHAT_PAY_PRIVATE_KEY: privateKey, WECHAT_PAY_PUBLIC_KEY: publicKey } = environment;
  return {
    appId: environment.WECHAT_APP_ID ?? '',
    mchId: environment.WECHAT_PAY_MCH_ID ?? '',
    apiV3Key: environment.WECHAT_PAY_API_V3_KEY ?? '',
    merchantPrivateKeyPem: readPem('WECHAT_PAY_PRIVATE_KEY', privateKey ?? ''),
    merchantCertSerial: environment.WECHAT_PAY_CERT_SERIAL ?? '',
    baseUrl: environment.WECHAT_PAY_URL ?? 'https://api.mch.weixin.qq.com',
    ...(environment.WECHAT_PAY_PUBLIC_KEY_ID ? { publicKeyId: environment.WECHAT_PAY_PUBLIC_KEY_ID } : {}),
    ...(publicKey ? { publicKeyPem: readPem('WECHAT_PAY_PUBLIC_KEY', publicKey) } : {}),
    timeoutMs: TIMEOUT_MS,
  };
}

const ownMiniProgram = (environment: Environment): WechatSettings['miniProgram'] => ({
  appId: environment.WECHAT_APP_ID ?? '',
  appSecret: environment.WECHAT_APP_SECRET ?? '',
  baseUrl: environment.WECHAT_API_URL ?? 'https://api.weixin.qq.com',
  timeoutMs: TIMEOUT_MS,
});

function ownPush(environment: Environment): MessagePushConfig | null {
  const { WECHAT_APP_ID: appId = '', WECHAT_PUSH_TOKEN: token, WECHAT_PUSH_AES_KEY: encodingAesKey } = environment;
  if (!token) return null;
  return { appId, token, ...(encodingAesKey ? { encodingAesKey } : {}) };
}

const simulatorOf = ({ SIMULATOR_PORT }: Environment): string => `http://127.0.0.1:${SIMULATOR_PORT}`;

const sandboxPay = (environment: Environment, credentials: SandboxCredentials): WechatPayConfig => ({
  appId: credentials.appId,
  mchId: credentials.mchId,
  apiV3Key: credentials.apiV3Key,
  merchantPrivateKeyPem: credentials.merchantPrivateKeyPem,
  merchantCertSerial: credentials.merchantCertSerial,
  baseUrl: environment.WECHAT_PAY_URL ?? simulatorOf(environment),
  publicKeyId: credentials.wechatpayPublicKeyId,
  publicKeyPem: credentials.wechatpayPublicKeyPem,
  timeoutMs: TIMEOUT_MS,
});

const sandboxMiniProgram = (
  environment: Environment,
  credentials: SandboxCredentials,
): WechatSettings['miniProgram'] => ({
  appId: credentials.appId,
  appSecret: credentials.appSecret,
  baseUrl: environment.WECHAT_API_URL ?? simulatorOf(environment),
  timeoutMs: TIMEOUT_MS,
});
