import { generateKeyPairSync } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { randomAlphanumeric, randomDigits, randomHex } from './random-ids';
import { selfSignedCertificate } from './self-signed-certificate';

const platformCertificate = z.object({
  /** Upper-case hexadecimal, 40 digits. */
  serial: z.string(),
  certificatePem: z.string(),
  privateKeyPem: z.string(),
  effectiveAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

const sandboxCredentials = z.object({
  appId: z.string(),
  appSecret: z.string(),
  mchId: z.string(),
  merchantPrivateKeyPem: z.string(),
  merchantCertSerial: z.string(),
  apiV3Key: z.string().length(32),
  wechatpayPublicKeyId: z.string().startsWith('PUB_KEY_ID_'),
  wechatpayPublicKeyPem: z.string(),
  wechatpayPrivateKeyPem: z.string(),
  pushToken: z.string(),
  pushAesKey: z.string().length(43),
  platformCertificates: z.tuple([platformCertificate, platformCertificate]),
});

/**
 * Everything both sides of the sandbox share. The shop reads its own half (`appId` … `wechatpayPublicKeyPem`, push
 * settings); `wechatpayPrivateKeyPem` and `platformCertificates` (older first) belong to the simulator alone.
 */
export type SandboxCredentials = z.infer<typeof sandboxCredentials>;
export type PlatformCertificate = z.infer<typeof platformCertificate>;

const DAY_MS = 86_400_000;
const CERTIFICATE_LIFETIME_DAYS = 5 * 365;

/** Serial numbers start with 4, so that the DER integer is never negative and never loses a leading zero. */
const newCertificateSerial = (): string => `4${randomHex(20).slice(1).toUpperCase()}`;

const newRsaKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

const asPem = (key: ReturnType<typeof newRsaKeys>['privateKey']): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

function newPlatformCertificate(effective: Date): PlatformCertificate {
  const keys = newRsaKeys();
  const serial = newCertificateSerial();
  const expires = new Date(effective.getTime() + CERTIFICATE_LIFETIME_DAYS * DAY_MS);
  const certificatePem = selfSignedCertificate({
    serial,
    commonName: 'Simulated payment platform',
    notBefore: effective,
    notAfter: expires,
    ...keys,
  });
  const validity = { effectiveAt: effective.toISOString(), expiresAt: expires.toISOString() };
  return { serial, certificatePem, privateKeyPem: asPem(keys.privateKey), ...validity };
}

/** Fresh keys and identifiers of the shape WeChat hands out. Takes about a second: four RSA keys. */
export function createSandboxCredentials(now: Date = new Date()): SandboxCredentials {
  const wechatpay = newRsaKeys();
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  return {
    appId: `wx${randomHex(8)}`,
    appSecret: randomHex(16),
    mchId: `19${randomDigits(8)}`,
    merchantPrivateKeyPem: asPem(newRsaKeys().privateKey),
    merchantCertSerial: newCertificateSerial(),
    apiV3Key: randomAlphanumeric(32),
    wechatpayPublicKeyId: `PUB_KEY_ID_0${randomDigits(33)}`,
    wechatpayPublicKeyPem: wechatpay.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    wechatpayPrivateKeyPem: asPem(wechatpay.privateKey),
    pushToken: randomAlphanumeric(16),
    // Base64 of 32 bytes without the trailing "=" is 43 characters; the last of them carries only four bits.
    pushAesKey: Buffer.from(randomHex(32), 'hex').toString('base64').slice(0, 43),
    platformCertificates: [newPlatformCertificate(daysAgo(400)), newPlatformCertificate(daysAgo(2))],
  };
}

function read(file: string): SandboxCredentials | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return sandboxCredentials.parse(JSON.parse(text));
  } catch {
    throw new Error(`The sandbox credentials in ${file} are not readable; delete the file to have new ones made.`);
  }
}

/**
 * Reads the sandbox credentials, or makes them on the first start. Processes that start together agree: each writes a
 * complete private file and links it to the final name, which succeeds for exactly one of them; the others read it.
 */
export function loadOrCreateSandboxCredentials(file: string): SandboxCredentials {
  const existing = read(file);
  if (existing) return existing;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomHex(6)}`;
  writeFileSync(draft, `${JSON.stringify(createSandboxCredentials(), null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const agreed = read(file);
  if (!agreed) throw new Error(`The sandbox credentials in ${file} disappeared while they were being created.`);
  return agreed;
}
