import { type Fen, fen } from '../shared/fen';
import { BillFormatError } from './bill-error';

const AMOUNT = /^(-?)(\d{1,12})(?:\.(\d{1,5}))?$/;
const YUAN_DECIMALS = 2;
const FEE_DECIMALS = 5;

/** '12.8' → 1280. Digits move as text, so nothing is ever rounded. @throws BillFormatError also for fractions of a fen */
export function yuanToFen(text: string): Fen {
  return fen(scaled(text, YUAN_DECIMALS));
}

/** Thousandths of a fen: '0.00600' → 600. Fees carry five decimals and are negative when a refund gives them back. */
export function yuanToMilliFen(text: string): number {
  return scaled(text, FEE_DECIMALS);
}

/** The nearest fen, halves away from zero; for showing sums of fees. */
export function nearestFen(milliFen: number): Fen {
  return fen(Math.sign(milliFen) * Math.round(Math.abs(milliFen) / 1000));
}

function scaled(text: string, decimals: number): number {
  const [, sign, whole = '', fraction = ''] = AMOUNT.exec(text) ?? [];
  const surplus = fraction.slice(decimals);
  if (sign === undefined || /[1-9]/.test(surplus)) throw new BillFormatError(`not an amount of yuan: ${text}`);
  // Adding 0 turns -0 into 0.
  return Number(`${sign}${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`) + 0;
}

const TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** '2026-01-02 03:04:05' on a clock in Beijing. @throws BillFormatError also when it is not of this day */
export function beijingInstant(text: string, expectedDay: string): Date {
  const [, day = '', clock = ''] = TIME.exec(text) ?? [];
  const instant = new Date(`${day}T${clock}+08:00`);
  if (Number.isNaN(instant.getTime())) throw new BillFormatError(`not a time: ${text}`);
  if (day !== expectedDay) throw new BillFormatError(`the bill of ${expectedDay} has a line of ${day}`);
  return instant;
}
