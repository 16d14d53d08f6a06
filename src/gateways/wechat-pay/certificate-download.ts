import { X509Certificate, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { openAesGcm } from './aes-gcm';
import { WechatPayError } from './errors';
import { exchange, type Fetch, type HttpRequest } from './http-exchange';
import { verifyMessage, type KeySource } from './message-verifier';
import type { PlatformCertificate } from './platform-keys';
import { apiError, requestHeaders } from './verified-transport';

export interface CertificateDownloadSources {
  origin: string;
  apiV3Key: KeyObject;
  publicKey: { id: string; key: KeyObject } | null;
  authorization: (method: string, path: string) => string;
  now: () => Date;
  timeoutMs: number;
  fetch: Fetch;
}

const PATH = '/v3/certificates';
const certificateList = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      encrypt_certificate: z.object({ nonce: z.string(), associated_data: z.string(), ciphertext: z.string() }),
    }),
  ),
});

function sameSerial(a: string, b: string): boolean {
  return a.toUpperCase().replace(/^0+/, '') === b.toUpperCase().replace(/^0+/, '');
}

/**
 * Decrypts the body of `GET /v3/certificates`. The APIv3 key authenticates each certificate, which is the root of
 * trust here; throws when one of them does not open or does not bear the announced serial.
 */
export function openCertificates(body: unknown, apiV3Key: KeyObject): PlatformCertificate[] {
  return certificateList.parse(body).data.map(({ serial_no: serial, encrypt_certificate: sealed }) => {
    const pem = openAesGcm(apiV3Key, {
      ciphertext: sealed.ciphertext,
      nonce: sealed.nonce,
      associatedData: sealed.associated_data,
    });
    const certificate = new X509Certificate(pem);
    if (!sameSerial(certificate.serialNumber, serial)) throw new Error('A platform certificate bears another serial.');
    const validity = { effectiveAt: new Date(certificate.validFrom), expiresAt: new Date(certificate.validTo) };
    return { serial, key: certificate.publicKey, ...validity };
  });
}

function keysOf(certificates: PlatformCertificate[], publicKey: CertificateDownloadSources['publicKey']): KeySource {
  return {
    find: (serial) => {
      if (publicKey?.id === serial) return Promise.resolve(publicKey.key);
      return Promise.resolve(certificates.find((entry) => sameSerial(entry.serial, serial))?.key ?? null);
    },
  };
}

function distrust(cause?: unknown): WechatPayError {
  return new WechatPayError(
    'The platform certificates of WeChat Pay cannot be authenticated; check that WECHAT_PAY_API_V3_KEY is the current one.',
    { kind: 'unverified', mayHaveTakenEffect: false, cause },
  );
}

/**
 * Downloads the platform certificates. The answer is signed by one of the certificates it brings, so it is decrypted
 * first and verified with them. A merchant with a public key may have no certificates: WeChat Pay answers 404, and the list is
 * empty.
 */
export async function downloadCertificates(sources: CertificateDownloadSources): Promise<PlatformCertificate[]> {
  const request: HttpRequest = {
    method: 'GET',
    url: sources.origin + PATH,
    headers: requestHeaders(sources.authorization('GET', PATH), sources.publicKey?.id ?? null),
  };
  const answer = await exchange(request, sources);
  if (answer.status === 404 && sources.publicKey) return [];
  if (answer.status !== 200) throw apiError(request, answer, { isVerified: false, reason: 'headers' });
  let certificates: PlatformCertificate[];
  try {
    certificates = openCertificates(JSON.parse(answer.body.toString('utf8')), sources.apiV3Key);
  } catch (cause) {
    throw distrust(cause);
  }
  const keys = keysOf(certificates, sources.publicKey);
  const verification = await verifyMessage(answer.header, answer.body, { keys, now: sources.now });
  if (!verification.isVerified) throw distrust();
  return certificates;
}
