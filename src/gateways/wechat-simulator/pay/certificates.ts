import { beijingTimestamp } from '../beijing-time';
import { sealText } from '../crypto';
import { randomAlphanumeric } from '../random-ids';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { resourceNotExists } from './refusal';

/** The platform certificates in force, each sealed with the APIv3 key; merchants in public-key mode have none. */
function downloadCertificates({ world }: PayInput): PayResult {
  if (world.state.settings.keyMode === 'public-key') {
    throw resourceNotExists('无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。');
  }
  const data = world.keys.certificatesInForce(world.state.settings).map((certificate) => {
    const seal = { nonce: randomAlphanumeric(12), associatedData: 'certificate' };
    return {
      serial_no: certificate.serial,
      effective_time: beijingTimestamp(Date.parse(certificate.effectiveAt)),
      expire_time: beijingTimestamp(Date.parse(certificate.expiresAt)),
      encrypt_certificate: {
        algorithm: 'AEAD_AES_256_GCM',
        nonce: seal.nonce,
        associated_data: seal.associatedData,
        ciphertext: sealText(certificate.certificatePem, { key: world.credentials.apiV3Key, ...seal }),
      },
    };
  });
  return { data };
}

export const certificateRoutes: PayRoute[] = [
  { method: 'GET', path: '/v3/certificates', handle: downloadCertificates },
];
