import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { PlatformCertificate, SandboxCredentials } from './credentials';
import type { SimulatorSettings } from './settings';

/** A platform key that can sign, under the name the receiver knows it by. */
export interface PlatformSigner {
  serial: string;
  privateKey: KeyObject;
}

/** The keys of the simulated platform, parsed once. */
export class KeyRing {
  readonly merchantPublicKey: KeyObject;
  private readonly publicKeySigner: PlatformSigner;
  private readonly certificateSigners: Map<string, PlatformSigner>;
  private readonly turns = { reply: 0, notification: 0 };

  constructor(private readonly credentials: SandboxCredentials) {
    this.merchantPublicKey = createPublicKey(credentials.merchantPrivateKeyPem);
    this.publicKeySigner = {
      serial: credentials.wechatpayPublicKeyId,
      privateKey: createPrivateKey(credentials.wechatpayPrivateKeyPem),
    };
    this.certificateSigners = new Map(
      credentials.platformCertificates.map(({ serial, privateKeyPem }) => [
        serial,
        { serial, privateKey: createPrivateKey(privateKeyPem) },
      ]),
    );
  }

  /** The platform certificates in force, older first. */
  certificatesInForce({ certificateSet }: SimulatorSettings): PlatformCertificate[] {
    const [older, newer] = this.credentials.platformCertificates;
    return { old: [older], both: [older, newer], new: [newer] }[certificateSet];
  }

  /** The key for a response: the one the request asked for by `Wechatpay-Serial` when it is in force. */
  signerForReply(settings: SimulatorSettings, requestedSerial?: string): PlatformSigner {
    const inForce = this.signersInForce(settings);
    const requested = inForce.find(({ serial }) => serial === requestedSerial);
    return requested ?? this.signerInTurn(inForce, 'reply');
  }

  /** The key in force that a request's confidential fields were sealed for; null when there is none of this name. */
  openerFor(settings: SimulatorSettings, serial: string): KeyObject | null {
    return this.signersInForce(settings).find((signer) => signer.serial === serial)?.privateKey ?? null;
  }

  /** The key for a notification, which no request can choose. */
  signerForNotification(settings: SimulatorSettings): PlatformSigner {
    return this.signerInTurn(this.signersInForce(settings), 'notification');
  }

  /** The public key first, when it is in force, then certificates from the older to the newest. */
  private signersInForce(settings: SimulatorSettings): PlatformSigner[] {
    const certificates = settings.keyMode === 'public-key' ? [] : this.certificatesInForce(settings);
    const signers = certificates.flatMap(({ serial }) => this.certificateSigners.get(serial) ?? []);
    return settings.keyMode === 'certificate' ? signers : [this.publicKeySigner, ...signers];
  }

  /** A migration shifts traffic, so the public key and the newest certificate alternate, each kind of message by itself. */
  private signerInTurn(inForce: readonly PlatformSigner[], purpose: 'reply' | 'notification'): PlatformSigner {
    this.turns[purpose] += 1;
    const isOddTurn = this.turns[purpose] % 2 === 1;
    return (
      (isOddTurn && inForce.includes(this.publicKeySigner) ? this.publicKeySigner : inForce.at(-1)) ??
      this.publicKeySigner
    );
  }
}
