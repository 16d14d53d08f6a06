import type { Route } from '../exchange';
import type { SimulatorWorld } from '../world';

export interface MiniProgramInput {
  world: SimulatorWorld;
  query: URLSearchParams;
  /** The JSON body; empty for GET. */
  body: Record<string, unknown>;
}

/** A JSON answer, or an image. Refusals are thrown as `MiniProgramRefusal`. */
export type MiniProgramResult = Record<string, unknown> | Buffer;

export interface MiniProgramHandler {
  needsAccessToken: boolean;
  contentType?: string;
  run(input: MiniProgramInput): MiniProgramResult | Promise<MiniProgramResult>;
}

export type MiniProgramRoute = Route<MiniProgramHandler>;

/** A text member of the body; undefined when it is absent or of another type. */
export function textMember(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
