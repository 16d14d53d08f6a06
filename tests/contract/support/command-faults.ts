import type { FaultRequest } from '../../../src/gateways/wechat-simulator';

/** Every way an answer to a command can go wrong, and whether the command has been carried out all the same. */
export const COMMAND_FAULTS: readonly (readonly [FaultRequest['kind'], boolean])[] = [
  ['too-many-requests', false],
  ['system-error-before', false],
  ['reset-before', false],
  ['system-error-after', true],
  ['reset-after', true],
  ['slow', true],
  ['missing-headers', true],
  ['stale-timestamp', true],
  ['unknown-serial', true],
  ['bad-signature', true],
  ['truncated-body', true],
];

/** A switch for one command, slow enough for the timeout of the impatient client. */
export const disturb = (kind: FaultRequest['kind'], match: string): FaultRequest => ({ kind, match, seconds: 1.5 });

/** Shorter than a slow answer and long enough for a busy machine. */
export const IMPATIENT_MS = 1000;
