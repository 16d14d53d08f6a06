import fc from 'fast-check';
import {
  chooseUnits,
  completeDueAt,
  type HandoverLine,
  isHandedOver,
  restOf,
  statusAfterShipping,
  unitsLeftOf,
} from '../../../src/domain/order/handover';

const line = (lineId: number, quantity: number, shipped = 0, cancelled = 0): HandoverLine => ({
  lineId,
  skuId: `sku${lineId}`,
  name: `商品 ${lineId}`,
  quantity,
  shipped,
  cancelled,
});

const lineOf = (lineId: number) =>
  fc
    .record({ shipped: fc.nat(5), cancelled: fc.nat(5), left: fc.nat(5) })
    .map(({ shipped, cancelled, left }) => line(lineId, shipped + cancelled + left, shipped, cancelled));
const paid = (...lines: HandoverLine[]) => ({ status: 'awaiting_fulfilment' as const, lines });
const linesOf = fc.tuple(lineOf(1), lineOf(2), lineOf(3));

describe('the pieces of a parcel', () => {
  test('are everything left when none are named', () => {
    const chosen = chooseUnits(paid(line(1, 3, 1, 1), line(2, 2, 2)));
    expect(chosen).toEqual({ ok: true, value: [{ lineId: 1, skuId: 'sku1', name: '商品 1', quantity: 1 }] });
  });

  test('come from several lines of one SKU, earlier ones first', () => {
    const lines = [line(1, 2, 1), { ...line(2, 3), skuId: 'sku1' }];
    const chosen = chooseUnits(paid(...lines), [{ skuId: 'sku1', quantity: 2 }]);
    expect(chosen.ok && chosen.value.map(({ lineId, quantity }) => [lineId, quantity])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  test('are counted together when a SKU is named twice', () => {
    const twice = [
      { skuId: 'sku1', quantity: 1 },
      { skuId: 'sku1', quantity: 1 },
    ];
    expect(chooseUnits(paid(line(1, 1)), twice)).toMatchObject({
      ok: false,
      error: { code: 1101, details: { status: 'awaiting_fulfilment', left: 1 } },
    });
    expect(chooseUnits(paid(line(1, 2)), twice)).toMatchObject({ ok: true, value: [{ quantity: 2 }] });
  });

  test('are refused when nothing is left or the SKU is not in the order', () => {
    expect(chooseUnits(paid(line(1, 1, 1)))).toMatchObject({
      ok: false,
      error: { details: { status: 'awaiting_fulfilment', reason: 'nothing_left' } },
    });
    const foreign = chooseUnits(paid(line(1, 1)), [{ skuId: 'other', quantity: 1 }]);
    expect(foreign).toMatchObject({ ok: false, error: { code: 1000 } });
  });

  test('never exceed what is left of a line, and are exactly what was asked for', () => {
    fc.assert(
      fc.property(linesOf, fc.integer({ min: 1, max: 8 }), (lines, quantity) => {
        const chosen = chooseUnits(paid(...lines), [{ skuId: 'sku2', quantity }]);
        const left = unitsLeftOf(lines[1]);
        const isPossible = restOf(lines).length > 0 && quantity <= left;
        expect(chosen.ok).toBe(isPossible);
        if (chosen.ok) expect(chosen.value.reduce((sum, units) => sum + units.quantity, 0)).toBe(quantity);
      }),
    );
  });

  test('leave nothing behind when everything goes', () => {
    fc.assert(
      fc.property(linesOf, (lines) => {
        const gone = new Map(restOf(lines).map(({ lineId, quantity }) => [lineId, quantity]));
        const after = lines.map((each) => ({ ...each, shipped: each.shipped + (gone.get(each.lineId) ?? 0) }));
        expect(isHandedOver(after)).toBe(true);
      }),
    );
  });
});

describe('the order of a parcel', () => {
  test('is shipped, unless it is picked up or in another state', () => {
    expect(statusAfterShipping({ status: 'awaiting_fulfilment', deliveryMode: 'express' })).toEqual({
      ok: true,
      value: 'shipped',
    });
    expect(statusAfterShipping({ status: 'shipped', deliveryMode: 'community' })).toMatchObject({ ok: true });
    for (const status of ['pending_payment', 'awaiting_group', 'completed', 'refunded'] as const)
      expect(statusAfterShipping({ status, deliveryMode: 'express' })).toMatchObject({
        ok: false,
        error: { code: 1101, details: { status } },
      });
    expect(statusAfterShipping({ status: 'awaiting_fulfilment', deliveryMode: 'pickup' })).toMatchObject({ ok: false });
  });

  test('completes by itself some days after its last parcel, and not before', () => {
    const at = new Date('2026-03-01T00:00:00Z');
    expect(completeDueAt([line(1, 2, 1)], at, 7)).toBeNull();
    expect(completeDueAt([line(1, 2, 1, 1)], at, 7)).toEqual(new Date('2026-03-08T00:00:00Z'));
  });
});
