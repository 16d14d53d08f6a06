import type { KeyObject } from 'node:crypto';
import { WechatPayError } from './errors';
import type { KeySource } from './message-verifier';
import type { EncryptionKey } from './sensitive-fields';

export interface PlatformCertificate {
  serial: string;
  key: KeyObject;
  effectiveAt: Date;
  expiresAt: Date;
}

export interface PlatformKeySources {
  /** The configured WeChat Pay public key, if the merchant has one. */
  publicKey: { id: string; key: KeyObject } | null;
  /** Downloads the current certificates; an empty list when the merchant has none. */
  download: () => Promise<PlatformCertificate[]>;
  now: () => Date;
}

const PUBLIC_KEY_ID_PREFIX = 'PUB_KEY_ID_';
const HEX_SERIAL = /^[0-9A-Fa-f]{1,64}$/;
const ROUTINE_REFRESH_MS = 12 * 3600 * 1000;
const GAP_AFTER_SUCCESS_MS = 5 * 60 * 1000;
const GAP_AFTER_FAILURE_MS = 30 * 1000;

function noKeyToEncryptWith(): WechatPayError {
  const details = { kind: 'unverified', verificationFailure: 'serial', mayHaveTakenEffect: false } as const;
  return new WechatPayError('WeChat Pay offers no key to encrypt with.', details);
}

/** OpenSSL keeps leading zeros, other tools drop them; both name the same certificate. */
function normaliseSerial(serial: string): string {
  return serial.toUpperCase().replace(/^0+(?=.)/, '');
}

/**
 * Every key WeChat Pay may sign with, chosen per message by its serial: the configured public key and the downloaded
 * platform certificates live side by side, because a merchant that migrates receives both.
 */
export class PlatformKeys implements KeySource {
  readonly #sources: PlatformKeySources;
  #certificates = new Map<string, PlatformCertificate>();
  #refreshing: Promise<void> | null = null;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #succeededAt = Number.NEGATIVE_INFINITY;
  #lastFailure: Error | null = null;

  constructor(sources: PlatformKeySources) {
    this.#sources = sources;
  }

  /**
   * Rejects with the download's error when the serial is unknown because certificates could not be fetched.
   * A stranger who sends invented serials causes at most one download every few minutes.
   */
  async find(serial: string): Promise<KeyObject | null> {
    const { publicKey } = this.#sources;
    if (serial.startsWith(PUBLIC_KEY_ID_PREFIX)) return publicKey?.id === serial ? publicKey.key : null;
    if (!HEX_SERIAL.test(serial)) return null;
    const known = this.#valid(serial);
    if (known) {
      if (this.#age(this.#succeededAt) >= ROUTINE_REFRESH_MS && this.#mayRefresh()) {
        this.#refresh().catch(() => undefined);
      }
      return known;
    }
    if (!this.#refreshing && !this.#mayRefresh()) {
      if (this.#lastFailure) throw this.#lastFailure;
      return null;
    }
    await this.#refresh();
    return this.#valid(serial);
  }

  /**
   * The key to encrypt confidential fields with: the public key, or the newest platform certificate in force. Rejects
   * when there is none to be had.
   */
  async encryptionKey(): Promise<EncryptionKey> {
    const { publicKey } = this.#sources;
    if (publicKey) return { serial: publicKey.id, key: publicKey.key };
    const isFresh = this.#age(this.#succeededAt) < ROUTINE_REFRESH_MS;
    if (!isFresh && this.#mayRefresh()) await this.#refresh();
    const now = this.#sources.now();
    const inForce = [...this.#certificates.values()].filter(({ expiresAt }) => expiresAt > now);
    const newest = inForce.sort((a, b) => b.effectiveAt.getTime() - a.effectiveAt.getTime())[0];
    if (!newest) throw this.#lastFailure ?? noKeyToEncryptWith();
    return newest;
  }

  #valid(serial: string): KeyObject | null {
    const certificate = this.#certificates.get(normaliseSerial(serial));
    return certificate && certificate.expiresAt > this.#sources.now() ? certificate.key : null;
  }

  #age(instant: number): number {
    return this.#sources.now().getTime() - instant;
  }

  #mayRefresh(): boolean {
    return this.#age(this.#attemptedAt) >= (this.#lastFailure ? GAP_AFTER_FAILURE_MS : GAP_AFTER_SUCCESS_MS);
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#download().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #download(): Promise<void> {
    this.#attemptedAt = this.#sources.now().getTime();
    try {
      const certificates = await this.#sources.download();
      // WeChat Pay lists every certificate it may use, so the list replaces what was known; a merchant in public-key
      // mode gets an empty list, and then an older certificate stays good until it expires.
      if (certificates.length > 0) {
        this.#certificates = new Map(certificates.map((entry) => [normaliseSerial(entry.serial), entry]));
      }
      this.#succeededAt = this.#attemptedAt;
      this.#lastFailure = null;
    } catch (error) {
      this.#lastFailure = error instanceof Error ? error : new Error(String(error));
      throw this.#lastFailure;
    }
  }
}
