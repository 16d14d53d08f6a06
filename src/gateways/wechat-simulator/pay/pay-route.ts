import type { Readable, Transform } from 'node:stream';
import type { Route } from '../exchange';
import type { SimulatorWorld } from '../world';

export interface PayInput {
  world: SimulatorWorld;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Buffer;
  /** `Wechatpay-Serial`: the platform key the caller sealed its confidential fields for. */
  serial: string | null;
}

/** A file instead of JSON; the platform does not sign those. */
export class PayFile {
  constructor(
    readonly contentType: string,
    readonly content: Readable,
    /** Compresses it on the way out. */
    readonly packing: Transform | null = null,
  ) {}
}

/** A successful answer; refusals are thrown as `PayRefusal`. A null body is 204. */
export type PayResult = Record<string, unknown> | PayFile | null;

export type PayRoute = Route<(input: PayInput) => PayResult | Promise<PayResult>>;
