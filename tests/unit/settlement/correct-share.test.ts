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
  returned: fen(0),
  refunding: fen(0),
};

const refunded = { net: fen(700), payable: fen(630), counted: fen(630) };

describe('the correction of a share that is over', () => {
  it.each<[string, Partial<EndedShare>, number]>([
    ['is nothing when it went as expected', {}, 0],
    ['makes everything payable that was given free', { end: 'unfrozen', shared: fen(0) }, -900],
    ['is nothing when it was given free before it was counted', { end: 'unfrozen', counted: fen(0) }, 0],
    ['is nothing when the share of a refund came back', { ...refunded, returned: fen(270) }, 0],
    ['is a debt when it did not', refunded, 270],
    ['is nothing as long as the refund is under way', { returned: fen(270), refunding: fen(300) }, 0],
    ['gives back what was returned for a refund that WeChat closed', { returned: fen(270) }, -270],
    [
      'counts one return while the refund of another is under way',
      { ...refunded, returned: fen(540), refunding: fen(300) },
      0,
    ],
    ['takes off what was paid before there was a share', { counted: fen(0) }, 900],
  ])('%s', (_title, change, expected) => {
    expect(correctionOfShare({ ...asExpected, ...change })).toBe(expected);
  });
});
