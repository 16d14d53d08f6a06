import type { HttpRequest } from './http-exchange';
import { sealField, type EncryptionKey } from './sensitive-fields';
import { LIBRARY_ORIGIN, type SigningPay } from './signing-pay';
import type { VerifiedTransport } from './verified-transport';

export interface ApiCallSources {
  pay: SigningPay;
  transport: VerifiedTransport;
  encryptionKey: () => Promise<EncryptionKey>;
}

/** The calls the payment library does not have, or gets wrong: signed like its own, verified by the same transport. */
export class ApiCalls {
  readonly #sources: ApiCallSources;

  constructor(sources: ApiCallSources) {
    this.#sources = sources;
  }

  /** `path` with its query, percent-encoded as it goes out. Resolves with the verified JSON. */
  get(path: string): Promise<unknown> {
    return this.#send({ method: 'GET', path });
  }

  post(path: string, body?: object): Promise<unknown> {
    return this.#send({ method: 'POST', path, ...(body ? { body: JSON.stringify(body) } : {}) });
  }

  /** Posts what `build` makes of an encryption with WeChat Pay's key. */
  async postSealed(path: string, build: (seal: (text: string) => string) => object): Promise<unknown> {
    const key = await this.#sources.encryptionKey();
    const body = JSON.stringify(build((text) => sealField(text, key)));
    return this.#send({ method: 'POST', path, body, encryptedFor: key.serial });
  }

  async #send({ method, path, body, encryptedFor }: ApiCall): Promise<unknown> {
    const { pay, transport } = this.#sources;
    const headers = { Authorization: pay.authorization(method, path, body) };
    const request = { method, url: LIBRARY_ORIGIN + path, headers, ...(body === undefined ? {} : { body }) };
    return (await transport.send(request, encryptedFor)).data;
  }
}

interface ApiCall {
  method: HttpRequest['method'];
  path: string;
  body?: string;
  encryptedFor?: string;
}
