import fc from 'fast-check';
import { profitToReturn, splitProfit } from '../../../src/domain/payment/share-profit';
import { correctionOfShare, type EndedShare } from '../../../src/domain/settlement/correct-share';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

/** 1000 fen at 10 %, shared as expected. */
const asExpected: EndedShare = {
  end: 'finished',
  rate: bps(1_000),
  net: fen(1_000),
  payable: fen(900),
  counted: fen(900),
  shared: fen(900),
  asked: fen(0),
  returned: fen(0),
  refunding: fen(0),
  hasUnasked: false,
};

const back = (amount: number) => ({ asked: fen(amount), returned: fen(amount) });
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const underWay = { refunding: fen(300) };
const unasked = { refunding: fen(300), hasUnasked: true };
const refunded = { net: fen(700), payable: fen(630), counted: fen(630) };

describe('the correction of a share that is over', () => {
  it.each<[string, Partial<EndedShare>, number]>([
    ['is nothing when it went as expected', {}, 0],
    ['makes everything payable that was given free', { end: 'unfrozen', shared: fen(0) }, -900],
    ['is nothing when it was given free before it was counted', { end: 'unfrozen', counted: fen(0) }, 0],
    ['is nothing when the share of a refund came back', { ...refunded, ...back(270) }, 0],
    ['is a debt when it did not', { ...refunded, asked: fen(270) }, 270],
    ['is nothing as long as the refund is under way', { ...back(270), ...underWay }, 0],
    ['gives back what was returned for a refund that WeChat closed', back(270), -270],
    ['counts one return while the refund of another is under way', { ...refunded, ...back(540), ...underWay }, 0],
    ['is nothing as long as a refund waits that was taken off before the split', { ...unasked, shared: fen(630) }, 0],
    ['is nothing as long as a refund waits for which nothing was asked back yet', unasked, 0],
    ['is nothing as long as a refund waits for which another number has asked back', { ...unasked, ...back(270) }, 0],
    ['is a debt when nothing came back for a refund that still waits', { ...unasked, asked: fen(270) }, 270],
    ['pays the rest when WeChat closed a refund that was taken off before the split', { shared: fen(630) }, -270],
    ['is a debt when nobody asked back what was refunded by hand', refunded, 270],
    ['takes off what was paid before there was a share', { counted: fen(0) }, 900],
  ])('%s', (_title, change, expected) => {
    expect(correctionOfShare({ ...asExpected, ...change })).toBe(expected);
  });

  it('is nothing as long as every refund may still succeed, however far the returns of their shares are', () => {
    const amounts = fc.array(fc.nat(500), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(10_000), amounts, amounts, fc.nat(4), (rateBps, before, after, asked) => {
        const rate = bps(rateBps);
        const paid = 4_000;
        const shareOf = (refunds: number[]) => splitProfit(fen(paid - sum(refunds)), rate).share;
        const returns: number[] = [];
        for (const [index] of after.slice(0, asked).entries()) {
          const net = fen(paid - sum([...before, ...after.slice(0, index + 1)]));
          returns.push(profitToReturn({ shared: shareOf(before), settledBack: fen(sum(returns)), net, rate }));
        }
        const whole = { rate, net: fen(paid), payable: shareOf([]), counted: shareOf([]), shared: shareOf(before) };
        const refunding = fen(sum([...before, ...after]));
        const hasUnasked = after.length > asked;
        const share: EndedShare = { end: 'finished', ...whole, ...back(sum(returns)), refunding, hasUnasked };
        expect(correctionOfShare(share)).toBe(0);
      }),
    );
  });
});
