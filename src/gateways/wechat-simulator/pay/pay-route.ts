import type { Route } from '../exchange';
import type { SimulatorWorld } from '../world';

export interface PayInput {
  world: SimulatorWorld;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Buffer;
}

/** A successful answer; refusals are thrown as `PayRefusal`. A null body is 204. */
export type PayResult = Record<string, unknown> | null;

export type PayRoute = Route<(input: PayInput) => PayResult | Promise<PayResult>>;
