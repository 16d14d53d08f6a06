import type { Fen } from '../shared/fen';
import { minFen, multiplyFen, negateFen, subtractFen, sumFen, ZERO_FEN } from '../shared/fen';
import type { Adjustment, DraftLine, PriceLineInput, StepDiscount } from './types';

export interface PriceDraft {
  readonly lines: readonly DraftLine[];
  readonly adjustments: readonly Adjustment[];
  readonly hasFreeFreight: boolean;
}

/** The undiscounted order. @throws RangeError for quantities below 1, negative prices and an order without lines */
export function startDraft(lines: readonly PriceLineInput[]): PriceDraft {
  if (lines.length === 0) throw new RangeError('An order needs at least one line');
  return { lines: lines.map(startLine), adjustments: [], hasFreeFreight: false };
}

/**
 * Takes a discount off the lines and notes it among the adjustments. What exceeds a line is cut, so that no step can
 * make a price negative; a discount of nothing leaves no trace.
 * @throws RangeError when the step answered with another number of lines or with negative discounts
 */
export function discountDraft(draft: PriceDraft, discount: StepDiscount): PriceDraft {
  if (discount.perLine.length !== draft.lines.length) throw new RangeError(`${discount.type}: one discount a line`);
  const cuts = draft.lines.map((line, index) => cutOf(line, discount.perLine[index] ?? ZERO_FEN));
  const total = sumFen(cuts);
  if (total === 0) return draft;
  return {
    ...draft,
    lines: draft.lines.map((line, index) => discountLine(line, discount.type, cuts[index] ?? ZERO_FEN)),
    adjustments: [...draft.adjustments, { type: discount.type, label: discount.label, amount: negateFen(total) }],
  };
}

/** What the goods cost after all discounts so far. */
export function remainingOf(draft: PriceDraft): Fen {
  return sumFen(draft.lines.map((line) => line.remaining));
}

function startLine(line: PriceLineInput): DraftLine {
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1)
    throw new RangeError(`Not a quantity: ${line.quantity}`);
  if (line.unitPrice < 0) throw new RangeError(`Not a price: ${line.unitPrice}`);
  const amount = multiplyFen(line.unitPrice, line.quantity);
  return { ...line, amount, remaining: amount, discounts: [] };
}

function cutOf(line: DraftLine, wanted: Fen): Fen {
  if (wanted < 0) throw new RangeError(`Not a discount: ${wanted}`);
  return minFen(wanted, line.remaining);
}

function discountLine(line: DraftLine, type: string, cut: Fen): DraftLine {
  if (cut === 0) return line;
  return {
    ...line,
    remaining: subtractFen(line.remaining, cut),
    discounts: [...line.discounts, { type, amount: cut }],
  };
}
