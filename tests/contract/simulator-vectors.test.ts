import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { openField, openText, sealText, signSha256, verifySha256 } from '../../src/gateways/wechat-simulator/crypto';
import { readVectors, textOf } from './support/simulator-vectors';

describe('the simulator’s crypto agrees with published vectors', () => {
  const signatures = readVectors('rsa-sha256-sign');
  test.each(signatures.map((vector) => [vector.id, vector] as const))('signs as %s', (_id, vector) => {
    const [message, pem] = [textOf(vector, 'message'), textOf(vector, 'privateKeyPem')];
    expect(signSha256(message, pem)).toBe(textOf(vector, 'expectedSignature'));
    expect(verifySha256(message, textOf(vector, 'expectedSignature'), createPublicKey(pem))).toBe(true);
    expect(verifySha256(`${message} `, textOf(vector, 'expectedSignature'), createPublicKey(pem))).toBe(false);
  });

  const verifications = readVectors('rsa-sha256-verify');
  test.each(verifications.map((vector) => [vector.id, vector] as const))('verifies as %s', (_id, vector) => {
    const verdict = verifySha256(
      textOf(vector, 'message'),
      textOf(vector, 'signature'),
      createPublicKey(textOf(vector, 'publicKeyPem')),
    );
    expect(verdict).toBe(vector.expected);
  });

  test.each(readVectors('rsa-oaep-sha1-decrypt').map((vector) => [vector.id, vector] as const))(
    'opens the confidential field of %s',
    (_id, vector) => {
      const key = createPrivateKey(textOf(vector, 'privateKeyPem'));
      expect(openField(textOf(vector, 'ciphertext'), key)).toBe(textOf(vector, 'expectedPlaintext'));
      expect(openField(textOf(vector, 'ciphertext').replace('A', 'B'), key)).toBeNull();
    },
  );

  const sealed = readVectors('aes-gcm-decrypt');
  test.each(sealed.map((vector) => [vector.id, vector] as const))('opens and seals as %s', (_id, vector) => {
    const seal = { key: textOf(vector, 'key'), nonce: textOf(vector, 'nonce'), associatedData: textOf(vector, 'aad') };
    const ciphertext = textOf(vector, 'ciphertext');
    const plaintext = textOf(vector, 'expectedPlaintext');
    expect(openText(ciphertext, seal)).toBe(plaintext);
    expect(sealText(plaintext, seal)).toBe(ciphertext);
    expect(() => openText(ciphertext, { ...seal, associatedData: `${seal.associatedData}x` })).toThrow();
    const tampered = Buffer.from(ciphertext, 'base64');
    tampered[0] = (tampered[0] ?? 0) ^ 1;
    expect(() => openText(tampered.toString('base64'), seal)).toThrow();
  });

  test.each(readVectors('certificates-decrypt').map((vector) => [vector.id, vector] as const))(
    'opens the certificate of %s',
    (_id, vector) => {
      const entry = vector.entry as { encrypt_certificate: Record<string, string> };
      const { nonce = '', associated_data: associatedData = '', ciphertext = '' } = entry.encrypt_certificate;
      const pem = openText(ciphertext, { key: textOf(vector, 'apiV3Key'), nonce, associatedData });
      expect(new X509Certificate(pem).serialNumber).toBe(textOf(vector, 'expectedSerial'));
    },
  );

  test.each(readVectors('notify-verify-decrypt').map((vector) => [vector.id, vector] as const))(
    'verifies and opens the notification of %s',
    (_id, vector) => {
      const headers = vector.headers as Record<string, string>;
      const body = textOf(vector, 'body');
      const message = `${headers['Wechatpay-Timestamp'] ?? ''}\n${headers['Wechatpay-Nonce'] ?? ''}\n${body}\n`;
      const { publicKey } = new X509Certificate(textOf(vector, 'certificatePem'));
      expect(verifySha256(message, headers['Wechatpay-Signature'] ?? '', publicKey)).toBe(true);
      const { resource } = JSON.parse(body) as { resource: Record<string, string> };
      const { nonce = '', associated_data: associatedData = '', ciphertext = '' } = resource;
      const opened = openText(ciphertext, { key: textOf(vector, 'apiV3Key'), nonce, associatedData });
      expect(opened).toBe(textOf(vector, 'expectedPlaintext'));
    },
  );

  test('a signature with characters that are not base64 is wrong, not a crash', () => {
    const { publicKeyPem, message, signature } = readVectors('rsa-sha256-verify')[0] as unknown as Record<
      string,
      string
    >;
    const key = createPublicKey(publicKeyPem ?? '');
    expect(verifySha256(message ?? '', `WECHATPAY/SIGNTEST/${signature ?? ''}`, key)).toBe(false);
    expect(verifySha256(message ?? '', `${signature ?? ''}\n`, key)).toBe(false);
    expect(verifySha256(message ?? '', '', key)).toBe(false);
  });
});
