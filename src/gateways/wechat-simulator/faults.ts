import { z } from 'zod';

/** Disturbances of a signature; they fit replies and notifications. */
const SIGNATURE_FAULTS = [
  'bad-signature',
  'signature-probe',
  'stale-timestamp',
  'future-timestamp',
  'unknown-serial',
  'missing-headers',
] as const;

const REPLY_FAULTS = [
  'slow',
  'reset-before',
  'reset-after',
  'too-many-requests',
  'no-permission',
  'system-error-before',
  'system-error-after',
  'errcode',
] as const;

const NOTIFICATION_FAULTS = ['drop', 'delay', 'duplicate', 'broken-resource'] as const;

/**
 * One fault switch (wechat.md F4). `before`: nothing happened; `after`: it happened and the reply is lost or an error.
 * `no-permission`: the product is closed for the merchant, a signed refusal (payment calls only).
 * `altered-content` merges `fields` into the JSON of a reply, or into what a notification encrypts, before signing.
 */
export const faultRequest = z.strictObject({
  kind: z.enum([...SIGNATURE_FAULTS, ...REPLY_FAULTS, ...NOTIFICATION_FAULTS, 'truncated-body', 'altered-content']),
  /** What it disturbs: a reply of the platform (default) or a delivery to the shop. */
  on: z.enum(['reply', 'notification']).default('reply'),
  /** Prefix of the request path, or of the path of the notify URL; empty = every one. */
  match: z.string().default(''),
  /** How often it strikes; null = until it is removed. */
  times: z.int().min(1).nullable().default(1),
  /** For `slow` and `delay`. */
  seconds: z.number().min(0).default(6),
  /** For `errcode` (mini-program calls only). */
  errcode: z.int().default(-1),
  fields: z.record(z.string(), z.unknown()).default({}),
});

export type FaultRequest = z.input<typeof faultRequest>;
export type Fault = z.infer<typeof faultRequest>;
export type FaultKind = Fault['kind'];

/** The switches that are on. They live in memory only: a restarted simulator behaves well. */
export class FaultBook {
  private faults: Fault[] = [];

  add(request: FaultRequest): void {
    this.faults.push(faultRequest.parse(request));
  }

  clear(): void {
    this.faults = [];
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  /** The oldest switch that fits, counted as used; null when the call is to go undisturbed. */
  take(on: Fault['on'], path: string): Fault | null {
    const fault = this.faults.find((candidate) => candidate.on === on && path.startsWith(candidate.match));
    if (!fault) return null;
    if (fault.times !== null) {
      fault.times -= 1;
      if (fault.times === 0) this.faults = this.faults.filter((other) => other !== fault);
    }
    return fault;
  }
}

/** Merges objects member by member; everything else is replaced. */
export function mergeFields(target: Record<string, unknown>, fields: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...target };
  for (const [name, value] of Object.entries(fields)) {
    const existing = merged[name];
    merged[name] = isRecord(existing) && isRecord(value) ? mergeFields(existing, value) : value;
  }
  return merged;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
