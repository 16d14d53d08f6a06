import { type KeyObject, sign } from 'node:crypto';

/**
 * Writes an X.509 v3 certificate by hand, because Node reads certificates but cannot issue them.
 * Only what the platform-certificate mode needs: RSA, SHA-256, one common name, no extensions (RFC 5280 §4.1).
 */
export interface CertificateRequest {
  /** Upper-case hexadecimal; the first bit must be 0 so that the DER integer stays positive. */
  serial: string;
  commonName: string;
  notBefore: Date;
  notAfter: Date;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const TAG = { integer: 0x02, bitString: 0x03, null: 0x05, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 };
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const EXPLICIT_VERSION = 0xa0;
const X509_V3 = 2;
const SHA256_WITH_RSA = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
const COMMON_NAME = [0x55, 0x04, 0x03];

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

function der(tag: number, ...parts: (Buffer | number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content]);
}

function time(instant: Date): Buffer {
  const digits = instant.toISOString().slice(0, 19).replace(/[-T:]/g, '');
  // RFC 5280 asks for the two-digit year up to 2049 and for the four-digit year from 2050 on.
  const isShort = instant.getUTCFullYear() < 2050;
  const text = `${isShort ? digits.slice(2) : digits}Z`;
  return der(isShort ? UTC_TIME : GENERALIZED_TIME, Buffer.from(text, 'ascii'));
}

const algorithm = (): Buffer => der(TAG.sequence, der(TAG.oid, SHA256_WITH_RSA), der(TAG.null));

function name(commonName: string): Buffer {
  const attribute = der(TAG.sequence, der(TAG.oid, COMMON_NAME), der(TAG.utf8, Buffer.from(commonName)));
  return der(TAG.sequence, der(TAG.set, attribute));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** Returns the certificate in PEM, signed with its own key. */
export function selfSignedCertificate(request: CertificateRequest): string {
  const subject = name(request.commonName);
  const toBeSigned = der(
    TAG.sequence,
    der(EXPLICIT_VERSION, der(TAG.integer, [X509_V3])),
    der(TAG.integer, Buffer.from(request.serial, 'hex')),
    algorithm(),
    subject,
    der(TAG.sequence, time(request.notBefore), time(request.notAfter)),
    subject,
    request.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('RSA-SHA256', toBeSigned, request.privateKey);
  const unusedBits = [0];
  return pem(der(TAG.sequence, toBeSigned, algorithm(), der(TAG.bitString, unusedBits, signature)));
}
