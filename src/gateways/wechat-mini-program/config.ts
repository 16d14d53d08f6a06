export interface WechatMiniProgramConfig {
  appId: string;
  appSecret: string;
  /** Origin of the API, e.g. `https://api.weixin.qq.com`. */
  baseUrl: string;
  timeoutMs: number;
}

export interface WechatMiniProgramSettings {
  appId: string;
  appSecret: string;
  origin: string;
  timeoutMs: number;
}

/** Checks the settings; throws one sentence that names the environment variable and never its value. */
export function readMiniProgramConfig(config: WechatMiniProgramConfig): WechatMiniProgramSettings {
  const { appId, appSecret, baseUrl, timeoutMs } = config;
  if (!/^[0-9A-Za-z]{1,32}$/.test(appId)) throw new Error('WECHAT_APP_ID must be a mini-program AppID.');
  if (!/^[\x21-\x7e]{1,128}$/.test(appSecret)) throw new Error('WECHAT_APP_SECRET must be the secret of the AppID.');
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Error('WECHAT_API_URL must be a bare http(s) origin without path or query.');
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1) throw new Error('The WeChat timeoutMs must be positive.');
  return { appId, appSecret, origin: url.origin, timeoutMs };
}
