import type { Reconciled } from '../../src/api/payment/services/reconcile-day';
import { getService } from '../../src/platform/get-service';
import type { AdminClient } from './admin-client';
import { application } from './api';
import { database } from './members';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BEIJING_MS = 8 * HOUR_MS;
/** Far from the days on which other suites trade; every call takes a day of its own. */
let nextDay = Math.floor((Date.now() + BEIJING_MS) / DAY_MS) + 300;

export interface TradingDay {
  /** YYYY-MM-DD in Beijing. */
  date: string;
  /** Moves the clock to this hour of the day in Beijing; 34 is ten o'clock on the next day. */
  at(hour: number): void;
}

/** A day in the future on which nobody else trades; the clock stands at its noon. */
export function tradingDay(): TradingDay {
  const midnightMs = nextDay * DAY_MS - BEIJING_MS;
  const date = new Date(nextDay * DAY_MS).toISOString().slice(0, 10);
  nextDay += 20;
  const { clock } = application();
  const at = (hour: number) => {
    clock.advance({ seconds: (midnightMs + hour * HOUR_MS - clock.now().getTime()) / 1000 });
  };
  at(12);
  return { date, at };
}

export const reconcile = (date: string): Promise<Reconciled> =>
  getService(application().strapi, 'api::payment.reconcile-day')({ date });

export interface DayResult {
  [column: string]: unknown;
  state: string;
  open_count: number;
  difference_count: number;
  matched_count: number;
}

const SUMS = ['their_payment_amount', 'their_refund_amount', 'our_payment_amount', 'our_refund_amount', 'their_fee'];
const FUNDS = ['fund_income', 'fund_expense', 'fund_fees', 'closing_balance'];

/** A day's row; sums come as text from PostgreSQL and are made numbers here. */
export async function dayOf(date: string): Promise<DayResult> {
  const row = (await database()('reconciliations').where({ date }).first()) as DayResult;
  const numbers = [...SUMS, ...FUNDS].filter((column) => row[column] !== null);
  return { ...row, ...Object.fromEntries(numbers.map((column) => [column, Number(row[column])])) };
}

export interface DifferenceOfDay {
  id: number;
  document_id: string;
  kind: string;
  number: string;
  type: string;
  state: string;
  resolution: string | null;
  our_amount: number | null;
  their_amount: number | null;
  our_status: string | null;
  their_status: string | null;
  [column: string]: unknown;
}

export const differencesOf = (date: string): Promise<DifferenceOfDay[]> =>
  database()('reconciliation_differences').where({ date }).orderBy(['kind', 'number']) as unknown as Promise<
    DifferenceOfDay[]
  >;

export const linesOf = (date: string) =>
  database()('reconciliation_lines').where({ date }).orderBy('number') as unknown as Promise<
    { number: string; result: string; run: number }[]
  >;

/** Calls an action of the panel on the one difference of a day. */
export async function actOn(
  staff: AdminClient,
  date: string,
  action: 'ask' | 'resend' | 'accept',
  body: object = {},
): Promise<{ status: number; data: { status: string; resolution: string | null; answer: string | null } }> {
  const [difference] = await differencesOf(date);
  const answer = await staff.call(
    'post',
    `/shop/reconciliation-differences/${difference?.document_id ?? ''}/${action}`,
    body,
  );
  return { status: answer.status, data: (answer.body as { data: never }).data };
}
