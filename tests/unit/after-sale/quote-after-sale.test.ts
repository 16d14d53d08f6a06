import fc from 'fast-check';
import { isEverythingBack } from '../../../src/domain/after-sale/is-everything-back';
import { quoteAfterSale } from '../../../src/domain/after-sale/quote-after-sale';
import type {
  AfterSaleQuote,
  QuoteAfterSaleInput,
  ReturnableLine,
  StandingCase,
} from '../../../src/domain/after-sale/types';
import { addFen, fen, sumFen, ZERO_FEN } from '../../../src/domain/shared/fen';

const line = (lineId: number, quantity: number, paid: number, handedOver = 0): ReturnableLine => ({
  lineId,
  quantity,
  handedOver,
  paidAmount: fen(paid),
});

function quote(change: Partial<QuoteAfterSaleInput> & Pick<QuoteAfterSaleInput, 'lines'>): AfterSaleQuote {
  const answer = quoteAfterSale(inputOf(change));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function inputOf(change: Partial<QuoteAfterSaleInput> & Pick<QuoteAfterSaleInput, 'lines'>): QuoteAfterSaleInput {
  const freightAmount = change.freightAmount ?? ZERO_FEN;
  return {
    type: 'refund_only',
    orderStatus: 'awaiting_fulfilment',
    requested: change.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    requestedAmount: null,
    pointsUsed: 0,
    freightAmount,
    paidAmount: addFen(sumFen(change.lines.map(({ paidAmount }) => paidAmount)), freightAmount),
    standing: [],
    ...change,
  };
}

const refusalOf = (change: Partial<QuoteAfterSaleInput> & Pick<QuoteAfterSaleInput, 'lines'>) => {
  const answer = quoteAfterSale(inputOf(change));
  return answer.ok ? null : answer.error;
};

const standing = ({ items, freightAmount, amount }: AfterSaleQuote): StandingCase => ({ items, freightAmount, amount });

describe('what a buyer gets back', () => {
  test('of an order without lines that points alone have paid is everything, once', () => {
    const paidByPoints = { lines: [], orderStatus: 'completed' as const, pointsUsed: 300 };
    const whole = quote(paidByPoints);
    expect(whole).toEqual({ items: [], freightAmount: 0, amount: 0, isUnshipped: false });
    const refused = { name: 'RefundAmountError', details: { refundable: 0 } };
    expect(refusalOf({ ...paidByPoints, standing: [standing(whole)] })).toMatchObject(refused);
    expect(refusalOf({ ...paidByPoints, requestedAmount: fen(1) })).toMatchObject({ details: { refundable: 0 } });
    expect(refusalOf({ lines: [], orderStatus: 'completed' })).toMatchObject(refused);
  });

  test('is everything with the freight when nothing has left the house', () => {
    const answer = quote({ lines: [line(1, 2, 1_000), line(2, 1, 501)], freightAmount: fen(800) });
    expect(answer).toMatchObject({ amount: 2_301, freightAmount: 800, isUnshipped: true });
  });

  test('leaves the freight out while other units are still to come', () => {
    const answer = quote({
      lines: [line(1, 2, 1_000), line(2, 1, 501)],
      requested: [{ lineId: 1, quantity: 2 }],
      freightAmount: fen(800),
    });
    expect(answer).toMatchObject({ amount: 1_000, freightAmount: 0 });
  });

  test('leaves the freight out once a part was handed over', () => {
    const answer = quote({
      lines: [line(1, 1, 1_000, 1), line(2, 1, 501)],
      requested: [{ lineId: 2, quantity: 1 }],
      orderStatus: 'shipped',
      freightAmount: fen(800),
    });
    expect(answer).toMatchObject({ amount: 501, freightAmount: 0, isUnshipped: true });
  });

  test('gives three units of ¥10.00 back as 3.33, 3.33 and 3.34', () => {
    const lines = [line(1, 3, 1_000)];
    const cases: StandingCase[] = [];
    for (const share of [333, 333, 334]) {
      const answer = quote({ lines, requested: [{ lineId: 1, quantity: 1 }], standing: cases });
      expect(answer.amount).toBe(share);
      cases.push(standing(answer));
    }
    expect(refusalOf({ lines, requested: [{ lineId: 1, quantity: 1 }], standing: cases })).toMatchObject({
      code: 1202,
    });
  });

  test('takes the units that are still here first, so that they are not shipped', () => {
    const answer = quote({
      lines: [line(1, 3, 900, 1)],
      orderStatus: 'shipped',
      requested: [{ lineId: 1, quantity: 3 }],
    });
    expect(answer.items).toMatchObject([{ quantity: 3, unshipped: 2 }]);
    expect(answer.isUnshipped).toBe(false);
  });

  test('can be less on the buyer’s own wish, taken from every line alike', () => {
    const answer = quote({ lines: [line(1, 1, 300), line(2, 1, 100)], requestedAmount: fen(200) });
    expect(answer.items.map(({ amount, share }) => [amount, share])).toEqual([
      [150, 300],
      [50, 100],
    ]);
    expect(answer.amount).toBe(200);
  });

  test('goes by money alone for an order without lines', () => {
    const scan = { lines: [], orderStatus: 'completed' as const, paidAmount: fen(1_880) };
    expect(quote(scan)).toMatchObject({ amount: 1_880, items: [], isUnshipped: false });
    const part = quote({ ...scan, requestedAmount: fen(880) });
    expect(quote({ ...scan, standing: [standing(part)] }).amount).toBe(1_000);
  });

  test('counts a line that is named twice once', () => {
    const requested = [
      { lineId: 1, quantity: 1 },
      { lineId: 1, quantity: 1 },
    ];
    expect(refusalOf({ lines: [line(1, 1, 500)], requested })).toMatchObject({ code: 1202 });
    expect(quote({ lines: [line(1, 2, 500)], requested }).items).toMatchObject([{ quantity: 2, share: 500 }]);
  });
});

describe('a case is refused', () => {
  const lines = [line(1, 2, 1_000)];

  test.each(['pending_payment', 'awaiting_group', 'closed', 'refunded'] as const)(
    'for an order that is %s',
    (status) => {
      expect(refusalOf({ lines, orderStatus: status })).toMatchObject({ code: 1101 });
    },
  );

  test('with more money than the units were paid', () => {
    expect(refusalOf({ lines, requestedAmount: fen(1_001) })).toMatchObject({
      code: 1202,
      details: { refundable: 1_000 },
    });
  });

  test('without any unit of an order that has lines', () => {
    expect(refusalOf({ lines, requested: [] })).toMatchObject({ code: 1202 });
  });

  test('for a line of another order', () => {
    expect(refusalOf({ lines, requested: [{ lineId: 9, quantity: 1 }] })).toMatchObject({ code: 1202 });
  });

  test('as a return of goods the buyer does not hold', () => {
    expect(refusalOf({ lines, type: 'return_refund' })).toMatchObject({
      code: 1101,
      details: { reason: 'not_handed_over' },
    });
  });
});

test('an order without lines and with no money left has nothing to return', () => {
  const scan = { lines: [], requested: [], paidAmount: fen(500), freightAmount: fen(0) };
  const whole = quoteAfterSale(inputOf({ ...scan, standing: [] }));
  if (!whole.ok) throw new Error('the whole order can go back');
  const again = quoteAfterSale(inputOf({ ...scan, standing: [standing(whole.value)] }));
  expect(again).toMatchObject({ ok: false, error: { name: 'RefundAmountError' } });
});

// Incident 15.
describe('however the units of an order are spread over cases', () => {
  const anyLine = fc.record({ quantity: fc.integer({ min: 1, max: 6 }), paid: fc.integer({ min: 0, max: 50_000 }) });
  const anyWish = fc.record({ line: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }), isRejected: fc.boolean() });

  test('they return what was paid, and never more', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 3 }),
        fc.array(anyWish, { maxLength: 12 }),
        fc.nat(2_000),
        (shapes, wishes, freight) => {
          const lines = shapes.map(({ quantity, paid }, index) => line(index, quantity, paid));
          const paid = sumFen(lines.map(({ paidAmount }) => paidAmount)) + freight;
          const base = { lines, freightAmount: fen(freight) };
          const cases: StandingCase[] = [];
          const wanted = [
            ...wishes.map((wish) => ({ ...wish, line: wish.line % lines.length })),
            // At last everybody takes what is left, one unit at a time.
            ...lines.flatMap((each, index) =>
              Array.from({ length: each.quantity }, () => ({ line: index, quantity: 1, isRejected: false })),
            ),
          ];
          for (const { line: lineId, quantity, isRejected } of wanted) {
            const answer = quoteAfterSale(inputOf({ ...base, requested: [{ lineId, quantity }], standing: cases }));
            if (answer.ok && !isRejected) cases.push(standing(answer.value));
            expect(sumFen(cases.map(({ amount }) => amount))).toBeLessThanOrEqual(paid);
          }
          expect(sumFen(cases.map(({ amount }) => amount))).toBe(paid);
        },
      ),
    );
  });
});

describe('an order is over', () => {
  const lines = [{ quantity: 2, refundedQuantity: 2 }];

  test('when its money is back, or every unit is', () => {
    expect(isEverythingBack({ paidAmount: 500, refundedAmount: 500, lines: [] })).toBe(true);
    expect(isEverythingBack({ paidAmount: 500, refundedAmount: 400, lines })).toBe(true);
    expect(isEverythingBack({ paidAmount: 0, refundedAmount: 0, lines })).toBe(true);
    expect(isEverythingBack({ paidAmount: 0, refundedAmount: 0, lines: [] })).toBe(true);
  });

  test('but not before', () => {
    const half = [{ quantity: 2, refundedQuantity: 1 }];
    expect(isEverythingBack({ paidAmount: 500, refundedAmount: 400, lines: half })).toBe(false);
    expect(isEverythingBack({ paidAmount: 0, refundedAmount: 0, lines: half })).toBe(false);
  });
});
