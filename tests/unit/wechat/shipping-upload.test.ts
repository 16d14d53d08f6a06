import fc from 'fast-check';
import { carrierIdOf } from '../../../src/domain/wechat/carriers';
import {
  composeParcels,
  deliveryModeOf,
  isSameWish,
  maskedPhone,
  type Parcel,
  type ShippingWish,
} from '../../../src/domain/wechat/shipping-upload';
import { isUploadOverdue, judgeUploadFailure, uploadDelaySeconds } from '../../../src/domain/wechat/upload-outcome';

const parcel: Parcel = { carrier: '中通快递', trackingNo: 'ZT1', itemDesc: '茶' };
const wish = (changes: Partial<ShippingWish> = {}): ShippingWish => ({
  logisticsType: 'express',
  deliveryMode: 'unified',
  parcels: [parcel],
  isAllDelivered: true,
  ...changes,
});

describe('carriers', () => {
  test.each([
    ['顺丰', 'SF'],
    ['顺丰速运', 'SF'],
    [' 中通 快递 ', 'ZTO'],
    ['zto', 'ZTO'],
    ['京东物流', 'JD'],
  ])('%s is %s', (name, id) => {
    expect(carrierIdOf(name)).toBe(id);
  });

  test('a name that is nobody’s is not guessed', () => {
    expect(carrierIdOf('隔壁老王')).toBeNull();
    expect(carrierIdOf('')).toBeNull();
  });
});

describe('what WeChat is told', () => {
  test('several parcels, or parts of an order, are split, and a split stays one', () => {
    expect(deliveryModeOf(wish(), null)).toBe('unified');
    expect(deliveryModeOf(wish({ isAllDelivered: false }), null)).toBe('split');
    expect(deliveryModeOf(wish({ parcels: [parcel, parcel] }), null)).toBe('split');
    expect(deliveryModeOf(wish(), 'split')).toBe('split');
    expect(deliveryModeOf(wish({ logisticsType: 'pickup', isAllDelivered: false }), 'split')).toBe('unified');
  });

  test('the same wish is the same; another number, carrier or end of the order is not', () => {
    expect(isSameWish(wish(), wish({ parcels: [{ ...parcel }] }))).toBe(true);
    expect(isSameWish(wish(), wish({ parcels: [{ ...parcel, trackingNo: 'ZT2' }] }))).toBe(false);
    expect(isSameWish(wish(), wish({ isAllDelivered: false }))).toBe(false);
    expect(isSameWish(wish(), wish({ logisticsType: 'local' }))).toBe(false);
    const local = wish({ logisticsType: 'local' });
    expect(isSameWish(local, { ...local, parcels: [{ itemDesc: '别的' }], isAllDelivered: false })).toBe(true);
  });

  test('carriers go by id and SF with a masked phone', () => {
    const sf = { ...parcel, carrier: '顺丰', contactPhoneMasked: '13812345678' };
    expect(composeParcels(wish({ parcels: [sf] }))).toEqual({
      ok: true,
      value: [{ express: { companyId: 'SF', trackingNo: 'ZT1' }, itemDesc: '茶', receiverPhoneMasked: '138****5678' }],
    });
  });

  test.each<[Partial<Parcel>, object]>([
    [{ carrier: '隔壁老王' }, { kind: 'unknown_carrier', carrier: '隔壁老王' }],
    [{ carrier: null }, { kind: 'unknown_carrier', carrier: '' }],
    [{ trackingNo: ' ' }, { kind: 'no_tracking_no' }],
    [{ carrier: '顺丰' }, { kind: 'no_contact', trackingNo: 'ZT1' }],
  ])('%j is a problem of the shipment', (changes, error) => {
    expect(composeParcels(wish({ parcels: [{ ...parcel, ...changes }] }))).toEqual({ ok: false, error });
  });

  test('express without a parcel is a problem, everything else is one description', () => {
    expect(composeParcels(wish({ parcels: [] })).ok).toBe(false);
    const parcels = [{ itemDesc: '茶' }, { itemDesc: '' }, { itemDesc: '杯子' }];
    expect(composeParcels(wish({ logisticsType: 'pickup', parcels }))).toEqual({
      ok: true,
      value: [{ itemDesc: '茶；杯子' }],
    });
    expect(composeParcels(wish({ logisticsType: 'virtual', parcels: [] }))).toEqual({
      ok: true,
      value: [{ itemDesc: '商品' }],
    });
  });

  test('stays within WeChat’s limits whatever staff typed', () => {
    const parcels = fc.array(
      fc.record({
        carrier: fc.constantFrom('中通', '韵达', '顺丰'),
        trackingNo: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ''),
        itemDesc: fc.string({ unit: 'grapheme', maxLength: 300 }),
        contactPhoneMasked: fc.constantFrom('13800001111', '138****1111', '+86 138-0000-1111'),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(parcels, (given) => {
        const composed = composeParcels(wish({ parcels: given, deliveryMode: 'split' }));
        if (!composed.ok) return false;
        const areWithin = composed.value.every(({ itemDesc, receiverPhoneMasked = '' }) => {
          const length = Array.from(itemDesc).length;
          return length >= 1 && length <= 120 && /^(\d{3})?\*{4}\d{4}$/.test(receiverPhoneMasked);
        });
        return composed.value.length <= 15 && areWithin;
      }),
    );
  });

  test('no more of a phone than its ends leaves the house', () => {
    expect(maskedPhone('138****5678')).toBe('138****5678');
    expect(maskedPhone('12345')).toBe('****2345');
    expect(maskedPhone('abc')).toBeNull();
    expect(maskedPhone(null)).toBeNull();
  });
});

// Incident 28.
describe('a failed upload', () => {
  test.each([
    [10060001, 'rejected', 'retry'],
    [10060012, 'rejected', 'retry'],
    [10060002, 'rejected', 'done'],
    [10060023, 'rejected', 'done'],
    [10060003, 'rejected', 'refused'],
    [10060031, 'rejected', 'refused'],
    [268485226, 'rejected', 'refused'],
    [47001, 'rejected', 'refused'],
    [0, 'network', 'retry'],
    [-1, 'busy', 'retry'],
    [45009, 'busy', 'retry'],
    [40001, 'rejected', 'retry'],
    [40164, 'rejected', 'retry'],
    [48001, 'rejected', 'retry'],
  ] as const)('with %d (%s) means %s', (errcode, kind, verdict) => {
    expect(judgeUploadFailure({ errcode, kind })).toBe(verdict);
  });

  test('is repeated within seconds at first, every half hour later, for more than a day', () => {
    expect([1, 2, 3, 4].map(uploadDelaySeconds)).toEqual([5, 10, 20, 40]);
    expect(uploadDelaySeconds(1000)).toBe(1800);
    const start = new Date('2026-01-01T00:00:00Z');
    expect(isUploadOverdue(start, new Date('2026-01-02T12:00:00Z'))).toBe(false);
    expect(isUploadOverdue(start, new Date('2026-01-04T00:00:00Z'))).toBe(true);
  });
});
