import fc from 'fast-check';
import { profitToReturn, splitProfit } from '../../../src/domain/payment/share-profit';
import { decideSharing, type FrozenPayment } from '../../../src/domain/payment/sharing-decision';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const rates = fc.integer({ min: 0, max: 10_000 });
const amounts = fc.integer({ min: 0, max: 100_000_000 });

describe('the split of a payment', () => {
  it('sums to the whole, and the shop never gets more than its rate', () => {
    fc.assert(
      fc.property(amounts, rates, (net, rate) => {
        const { share, commission } = splitProfit(fen(net), bps(rate));
        expect(share + commission).toBe(net);
        expect(commission * 10_000).toBeLessThanOrEqual(net * rate);
        expect(share).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('comes back exactly when everything is refunded, in however many parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 8 }),
        rates,
        (parts, rate) => {
          let net = parts.reduce((sum, part) => sum + part, 0);
          const { share } = splitProfit(fen(net), bps(rate));
          let back = 0;
          for (const part of parts) {
            net -= part;
            const shared = { shared: share, settledBack: fen(back), net: fen(net), rate: bps(rate) };
            const returned = profitToReturn(shared);
            expect(returned).toBeGreaterThanOrEqual(0);
            back += returned;
            expect(profitToReturn({ ...shared, settledBack: fen(back) })).toBe(0);
          }
          expect(back).toBe(share);
        },
      ),
    );
  });
});

describe('what becomes of frozen money', () => {
  const frozen: FrozenPayment = {
    isOrders: true,
    orderStatus: 'completed',
    net: fen(1_000),
    isRefundUnderWay: false,
    rate: bps(1_000),
    receiver: 'ready',
    isLast: false,
  };

  it.each<[string, Partial<FrozenPayment>, string]>([
    ['a completed order is shared', {}, 'share'],
    ['an order on its way waits', { orderStatus: 'shipped' }, 'wait'],
    ['an order on its way does not wait beyond the last moment', { orderStatus: 'shipped', isLast: true }, 'unfreeze'],
    ['a refunded order is given free', { orderStatus: 'refunded' }, 'unfreeze'],
    ['a payment of a closed order is given free', { orderStatus: 'closed' }, 'unfreeze'],
    ['a refund of everything goes first', { net: fen(0), isRefundUnderWay: true }, 'wait'],
    ['nothing left is given free', { net: fen(0) }, 'unfreeze'],
    ['a merchant without a receiver gets nothing', { receiver: 'none' }, 'unfreeze'],
    ['a receiver that WeChat does not know yet is waited for', { receiver: 'pending' }, 'wait'],
    ['but not beyond the last moment', { receiver: 'pending', isLast: true }, 'unfreeze'],
    ['money that is not its order’s is given free when its refund failed', { isOrders: false }, 'unfreeze'],
    ['and is refunded first', { isOrders: false, isRefundUnderWay: true }, 'wait'],
    ['a commission of everything leaves nothing to share', { rate: bps(10_000) }, 'unfreeze'],
  ])('%s', (_title, change, kind) => {
    expect(decideSharing({ ...frozen, ...change }).kind).toBe(kind);
  });
});
