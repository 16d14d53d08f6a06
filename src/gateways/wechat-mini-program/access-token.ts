import { z } from 'zod';
import { WechatApiError } from './errors';
import { callApi, readJson, type HttpSources } from './http';
import type { TokenStore } from './token-store';

export interface AccessTokenSources extends HttpSources {
  appId: string;
  appSecret: string;
  store: TokenStore;
}

const MAX_LIFE_SECONDS = 7200;
const EXPIRY_MARGIN_SECONDS = 300;
const SHORT_LIFE_SECONDS = 60;
const FORCE_COOLDOWN_SECONDS = 30;
// Longer than two requests can take, so that the lock never falls while its holder is still fetching.
const LOCK_MARGIN_SECONDS = 5;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });

/** WeChat renews a token five minutes before its end and says so with a rest of life around 300 seconds. */
function cacheSeconds(expiresIn: number): number {
  return Math.max(
    Math.min(expiresIn, MAX_LIFE_SECONDS) - EXPIRY_MARGIN_SECONDS,
    Math.min(SHORT_LIFE_SECONDS, expiresIn),
  );
}

/**
 * The stable access token, shared by all instances. Every instance fetching its own token is the classic cause of
 * endless 40001, therefore one lock spans all of them and one promise spans one process.
 */
export class AccessToken {
  readonly #sources: AccessTokenSources;
  readonly #tokenKey: string;
  readonly #forcedKey: string;
  readonly #lockKey: string;
  #fetching: Promise<string> | null = null;
  readonly #replacing = new Map<string, Promise<string | null>>();

  constructor(sources: AccessTokenSources) {
    this.#sources = sources;
    this.#tokenKey = `wechat:access-token:${sources.appId}`;
    this.#forcedKey = `${this.#tokenKey}:forced`;
    this.#lockKey = `${this.#tokenKey}:lock`;
  }

  /** The token in use, fetched when there is none. Rejects with `WechatApiError`. */
  async current(): Promise<string> {
    const cached = await this.#sources.store.get(this.#tokenKey);
    if (cached) return cached;
    this.#fetching ??= this.#locked(async () => {
      return (await this.#sources.store.get(this.#tokenKey)) ?? (await this.#fetchAndStore(false));
    }).finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /**
   * A token to use instead of one WeChat has just rejected, or `null` when there is none for now. Many calls may
   * report the same token; it is replaced once, and a token somebody else has put there meanwhile is kept.
   */
  replace(rejected: string): Promise<string | null> {
    const pending = this.#replacing.get(rejected);
    if (pending) return pending;
    const replacement = this.#locked(() => this.#replaceLocked(rejected)).finally(() => {
      this.#replacing.delete(rejected);
    });
    this.#replacing.set(rejected, replacement);
    return replacement;
  }

  async #replaceLocked(rejected: string): Promise<string | null> {
    const { store } = this.#sources;
    const cached = await store.get(this.#tokenKey);
    if (cached && cached !== rejected) return cached;
    await store.deleteIfEquals(this.#tokenKey, rejected);
    const answer = await this.#fetch(false);
    if (answer.token !== rejected) return this.#keep(answer);
    // WeChat insists on a token it does not accept. Forcing a new one is limited to 20 a day and invalidates the old
    // one for everybody, so it happens at most once per cool-down, whoever asks.
    if (await store.get(this.#forcedKey)) return null;
    await store.set(this.#forcedKey, '1', FORCE_COOLDOWN_SECONDS);
    return this.#fetchAndStore(true);
  }

  #locked<T>(fn: () => Promise<T>): Promise<T> {
    const { store, timeoutMs } = this.#sources;
    return store.withLock(this.#lockKey, Math.ceil((2 * timeoutMs) / 1000) + LOCK_MARGIN_SECONDS, fn);
  }

  async #fetchAndStore(isForced: boolean): Promise<string> {
    return this.#keep(await this.#fetch(isForced));
  }

  async #keep({ token, expiresIn }: { token: string; expiresIn: number }): Promise<string> {
    await this.#sources.store.set(this.#tokenKey, token, cacheSeconds(expiresIn));
    return token;
  }

  async #fetch(isForced: boolean): Promise<{ token: string; expiresIn: number }> {
    const { appId, appSecret } = this.#sources;
    const answer = await callApi(
      {
        path: '/cgi-bin/stable_token',
        body: { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: isForced },
      },
      this.#sources,
    );
    const { access_token: token, expires_in: expiresIn } = readJson(answer, tokenSchema);
    return { token, expiresIn };
  }
}

// 40001 not the latest, 40014 malformed or unknown, 42001 expired: refused before the call had any effect.
const TOKEN_REJECTED = new Set([40001, 40014, 42001]);

/** Runs a call with the shared token; when WeChat rejects the token, once more with its replacement. */
export async function withAccessToken<T>(tokens: AccessToken, call: (token: string) => Promise<T>): Promise<T> {
  const token = await tokens.current();
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof WechatApiError) || !TOKEN_REJECTED.has(error.errcode)) throw error;
    const replacement = await tokens.replace(token);
    if (replacement === null || replacement === token) throw error;
    return call(replacement);
  }
}
