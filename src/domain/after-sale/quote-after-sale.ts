import type { OrderStatus } from '../order/types';
import { addFen, allocate, fen, type Fen, minFen, subtractFen, sumFen, ZERO_FEN } from '../shared/fen';
import type { Id } from '../shared/id';
import { type Refusal, refuse } from '../shared/refusal';
import { err, ok, type Result } from '../shared/result';
import type { AfterSaleItem, AfterSaleQuote, QuoteAfterSaleInput, RequestedUnits, ReturnableLine } from './types';

type QuoteRefusal = Refusal<'OrderStateError' | 'RefundAmountError'>;

const RETURNABLE: ReadonlySet<OrderStatus> = new Set([
  'awaiting_fulfilment',
  'ready_for_pickup',
  'shipped',
  'completed',
]);

/**
 * What a buyer gets back for some units of an order (domain.md 4): exactly the share that was stored for them, the last units
 * taking the remainder, so that all cases of an order together return what was paid and never more. Freight goes back only with
 * the last units of an order of which nothing was handed over (api.md ruling 5).
 *
 * @returns refusal 1101 when the order cannot be returned in this way, 1202 when more is asked for than is left
 */
export function quoteAfterSale(input: QuoteAfterSaleInput): Result<AfterSaleQuote, QuoteRefusal> {
  if (!RETURNABLE.has(input.orderStatus)) return err(refuse('OrderStateError', { status: input.orderStatus }));
  const shares = input.lines.length === 0 ? ok([]) : shareOut(input);
  if (!shares.ok) return shares;
  const freight = freightOf(input, shares.value);
  const most = minFen(mostOf(input, shares.value, freight), leftOf(input));
  // Units that cost nothing can go back; a case about neither units nor money nor points is about nothing.
  if (input.lines.length === 0 && most === 0 && !isAboutPoints(input))
    return err(refuse('RefundAmountError', { refundable: 0 }));
  const amount = input.requestedAmount ?? most;
  if (amount > most || amount < 0) return err(refuse('RefundAmountError', { amount, refundable: most }));
  const isUnshipped = shares.value.length > 0 && shares.value.every((item) => item.unshipped === item.quantity);
  return ok({ ...splitAmount(amount, shares.value, freight), amount, isUnshipped });
}

/** An order without lines that points alone have paid goes back whole, and once. */
const isAboutPoints = ({ paidAmount, pointsUsed, standing }: QuoteAfterSaleInput): boolean =>
  paidAmount === 0 && pointsUsed > 0 && standing.length === 0;

/** Without lines there is nothing to count: whatever is left can go back. */
const mostOf = (input: QuoteAfterSaleInput, items: readonly AfterSaleItem[], freight: Fen): Fen =>
  input.lines.length === 0 ? leftOf(input) : addFen(sumFen(items.map(({ share }) => share)), freight);

const leftOf = ({ paidAmount, standing }: QuoteAfterSaleInput): Fen =>
  subtractFen(paidAmount, sumFen(standing.map(({ amount }) => amount)));

function shareOut(input: QuoteAfterSaleInput): Result<AfterSaleItem[], QuoteRefusal> {
  const items: AfterSaleItem[] = [];
  for (const wanted of mergeUnits(input.requested)) {
    const line = input.lines.find(({ lineId }) => lineId === wanted.lineId);
    if (!line) return err(refuse('RefundAmountError', { lineId: wanted.lineId, refundable: 0 }));
    const item = shareOfLine(line, wanted.quantity, input);
    if (!item.ok) return item;
    items.push(item.value);
  }
  if (items.length === 0) return err(refuse('RefundAmountError', { refundable: 0 }));
  return ok(items);
}

/** The same line named twice is one wish. */
function mergeUnits(requested: readonly RequestedUnits[]): RequestedUnits[] {
  const quantities = new Map<Id, number>();
  for (const { lineId, quantity } of requested) quantities.set(lineId, (quantities.get(lineId) ?? 0) + quantity);
  return [...quantities].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function shareOfLine(
  line: ReturnableLine,
  quantity: number,
  { type, standing, orderStatus }: QuoteAfterSaleInput,
): Result<AfterSaleItem, QuoteRefusal> {
  const taken = standing.flatMap(({ items }) => items).filter(({ lineId }) => lineId === line.lineId);
  const left = line.quantity - countUnits(taken, 'quantity');
  if (quantity > left) return err(refuse('RefundAmountError', { lineId: line.lineId, refundable: left }));
  const unshippedTaken = countUnits(taken, 'unshipped');
  const heldLeft = line.handedOver - (countUnits(taken, 'quantity') - unshippedTaken);
  if (type === 'return_refund' && quantity > heldLeft) {
    return err(refuse('OrderStateError', { status: orderStatus, reason: 'not_handed_over', returnable: heldLeft }));
  }
  const unshippedLeft = line.quantity - line.handedOver - unshippedTaken;
  const unshipped = type === 'return_refund' ? 0 : Math.min(quantity, unshippedLeft);
  const takenShare = sumFen(taken.map(({ share }) => share));
  const share =
    quantity === left
      ? subtractFen(line.paidAmount, takenShare)
      : minFen(partOf(line, quantity), subtractFen(line.paidAmount, takenShare));
  return ok({ lineId: line.lineId, quantity, unshipped, share, amount: share });
}

const countUnits = (items: readonly AfterSaleItem[], column: 'quantity' | 'unshipped'): number =>
  items.reduce((sum, item) => sum + item[column], 0);

// BigInt, because amount × quantity may leave the safe range.
const partOf = ({ paidAmount, quantity }: ReturnableLine, units: number): Fen =>
  fen(Number((BigInt(paidAmount) * BigInt(units)) / BigInt(quantity)));

function freightOf({ lines, freightAmount, standing }: QuoteAfterSaleInput, items: readonly AfterSaleItem[]): Fen {
  if (lines.length === 0 || lines.some(({ handedOver }) => handedOver > 0)) return ZERO_FEN;
  const all = [...standing.flatMap((earlier) => earlier.items), ...items];
  const isEverything = lines.every(
    (line) =>
      countUnits(
        all.filter(({ lineId }) => lineId === line.lineId),
        'quantity',
      ) === line.quantity,
  );
  const returned = sumFen(standing.map((earlier) => earlier.freightAmount));
  return isEverything ? subtractFen(freightAmount, returned) : ZERO_FEN;
}

/** A buyer who asks for less gets it from every line alike. */
function splitAmount(
  amount: Fen,
  items: readonly AfterSaleItem[],
  freight: Fen,
): Pick<AfterSaleQuote, 'items' | 'freightAmount'> {
  if (items.length === 0) return { items, freightAmount: ZERO_FEN };
  const parts = allocate(amount, [...items.map(({ share }) => share), freight]);
  return {
    items: items.map((item, index) => ({ ...item, amount: parts[index] ?? ZERO_FEN })),
    freightAmount: parts[items.length] ?? ZERO_FEN,
  };
}
