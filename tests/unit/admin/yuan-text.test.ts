import fc from 'fast-check';
import { MOST_FEN, priceTag, readYuan, yuanText } from '../../../src/admin/money/yuan-text';

const amount = fc.integer({ min: -MOST_FEN, max: MOST_FEN });

describe('money in the admin panel', () => {
  it('shows fen as yuan with two decimals', () => {
    expect([0, 1, 10, 100, 1280, 128_000_00, -5].map(yuanText)).toEqual([
      '0.00',
      '0.01',
      '0.10',
      '1.00',
      '12.80',
      '128000.00',
      '-0.05',
    ]);
  });

  it('shows a price tag with thousands apart', () => {
    expect([1280, 128_000, 123_456_789, -1280].map(priceTag)).toEqual([
      '¥12.80',
      '¥1,280.00',
      '¥1,234,567.89',
      '-¥12.80',
    ]);
  });

  it.each([
    ['12.8', 1280],
    ['12.80', 1280],
    ['12.', 1200],
    ['12', 1200],
    ['0.01', 1],
    ['007', 700],
    [' ¥12.80 ', 1280],
    ['￥12.80', 1280],
    ['１２．８０', 1280],
    ['12。8', 1280],
    ['21474836.47', MOST_FEN],
    // 1.15 × 100 and 4.35 × 100 are not whole in floating point.
    ['1.15', 115],
    ['4.35', 435],
  ])('reads %p as %d fen', (typed, fen) => {
    expect(readYuan(typed)).toEqual({ isRead: true, fen });
  });

  it.each(['', '   ', '¥'])('reads %p as no amount', (typed) => {
    expect(readYuan(typed)).toEqual({ isRead: true, fen: null });
  });

  it.each(['12.345', '1,280', '1e3', '十二', '.5', '--1', '1.2.3', '0x10', 'NaN', '12元'])('refuses %p', (typed) => {
    expect(readYuan(typed)).toMatchObject({ isRead: false, hint: expect.stringContaining('金额') as string });
  });

  it('refuses what the database could not hold', () => {
    expect(readYuan('21474836.48')).toMatchObject({ isRead: false });
    expect(readYuan('9'.repeat(40))).toMatchObject({ isRead: false });
  });

  it('refuses less than the least amount of the field', () => {
    expect(readYuan('0', 1)).toEqual({ isRead: false, hint: '金额不能低于 ¥0.01' });
    expect(readYuan('-0.01')).toEqual({ isRead: false, hint: '金额不能低于 ¥0.00' });
    expect(readYuan('-0.01', -100)).toEqual({ isRead: true, fen: -1 });
  });

  it('reads back every amount it shows', () => {
    fc.assert(
      fc.property(amount, (fen) => {
        expect(readYuan(yuanText(fen), -MOST_FEN)).toEqual({ isRead: true, fen });
      }),
    );
  });
});
