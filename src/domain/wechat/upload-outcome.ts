/** What WeChat's answer to an upload means for the wish. */
export type UploadVerdict = 'done' | 'retry' | 'refused';

/** How WeChat refused: its code (0 when no readable answer came) and whether repetition is sensible in general. */
export interface UploadFailure {
  readonly errcode: number;
  readonly kind: 'rejected' | 'network' | 'busy';
}

/** 10060023 nothing changed, 10060002 already shipped whole: what we wanted is so. */
const ALREADY_SO = new Set([10060002, 10060023]);
/** 10060001 the payment is not filed yet, which is normal at first; 10060012 and 10060019 their system. */
const PASSING = new Set([10060001, 10060012, 10060019]);
/** About the wish itself although their numbers are general ones: openid, arguments, form of the data. */
const GENERAL_BUT_OURS = new Set([40003, 40097, 47001]);
/** Numbers below are those of every mini-program call: tokens, permissions, addresses, limits; settings can be mended. */
const FIRST_OWN_CODE = 10_000_000;

const FIRST_DELAY_SECONDS = 5;
const LONGEST_DELAY_SECONDS = 1800;
const MOST_DOUBLINGS = 9;
const GIVE_UP_AFTER_MS = 72 * 3_600_000;

/** Whether a failed call is a success in disguise, worth repeating, or final (wechat.md B9). */
export function judgeUploadFailure({ errcode, kind }: UploadFailure): UploadVerdict {
  if (ALREADY_SO.has(errcode)) return 'done';
  if (kind !== 'rejected' || PASSING.has(errcode)) return 'retry';
  return errcode < FIRST_OWN_CODE && !GENERAL_BUT_OURS.has(errcode) ? 'retry' : 'refused';
}

/** Seconds to the next try after this many: 5, 10, 20 … 30 minutes. The first minutes count, because 10060001 is short-lived. */
export function uploadDelaySeconds(attempts: number): number {
  const doublings = Math.min(Math.max(0, attempts - 1), MOST_DOUBLINGS);
  return Math.min(FIRST_DELAY_SECONDS * 2 ** doublings, LONGEST_DELAY_SECONDS);
}

/** Three days: WeChat has been seen to need hours, and the money is frozen for as long as nobody tries. */
export function isUploadOverdue(requestedAt: Date, at: Date): boolean {
  return at.getTime() - requestedAt.getTime() >= GIVE_UP_AFTER_MS;
}
