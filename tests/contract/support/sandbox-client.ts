import { createWechatPayClient } from '../../../src/gateways/wechat-pay/client';
import type { WechatPayPort } from '../../../src/gateways/wechat-pay/port';
import { createSandboxCredentials, type RunningSimulator } from '../../../src/gateways/wechat-simulator';

export const sandboxCredentials = createSandboxCredentials();

interface SandboxClientOptions {
  /** `certificate`: the client knows no public key and has to download certificates. */
  keyMode: 'public-key' | 'certificate';
}

/** The real client in front of the simulated platform, both on one clock. */
export function sandboxClient(
  { url: baseUrl }: Pick<RunningSimulator, 'url'>,
  now: () => Date,
  timeoutMs = 10_000,
  { keyMode }: SandboxClientOptions = { keyMode: 'public-key' },
): WechatPayPort {
  const { appId, mchId, apiV3Key, merchantPrivateKeyPem, merchantCertSerial } = sandboxCredentials;
  const { wechatpayPublicKeyId: publicKeyId, wechatpayPublicKeyPem: publicKeyPem } = sandboxCredentials;
  const merchant = { appId, mchId, apiV3Key, merchantPrivateKeyPem, merchantCertSerial };
  const publicKey = keyMode === 'public-key' ? { publicKeyId, publicKeyPem } : {};
  return createWechatPayClient({ ...merchant, ...publicKey, baseUrl, timeoutMs }, { now });
}
