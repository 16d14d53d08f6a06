import type { DifferenceType } from './types';

export interface DifferenceFacts {
  readonly type: DifferenceType;
  readonly ourAmount: number | null;
  readonly theirAmount: number | null;
  readonly ourStatus: string | null;
  readonly theirStatus: string | null;
}

/**
 * Whether a difference found again is the one that was resolved, so that its resolution stands. States count only where they are
 * the difference: a refund that has arrived meanwhile is as missing in the bill as before.
 */
export function isSameDifference(before: DifferenceFacts, found: DifferenceFacts): boolean {
  return (
    before.type === found.type &&
    before.ourAmount === found.ourAmount &&
    before.theirAmount === found.theirAmount &&
    (found.type !== 'status_differs' ||
      (before.ourStatus === found.ourStatus && before.theirStatus === found.theirStatus))
  );
}
