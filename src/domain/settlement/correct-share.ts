import { applyBps, type Bps } from '../shared/basis-points';
import { addFen, type Fen, negateFen, subtractFen } from '../shared/fen';

/** A payment whose split is over, as WeChat and as settlements have it. */
export interface EndedShare {
  /** `unfrozen`: everything went to the shop. */
  end: 'finished' | 'unfrozen';
  rate: Bps;
  /** The payment less its refunds, as far as settlements have taken them. */
  net: Fen;
  /** What settlements owe the merchant for it: `net` less the commissions. */
  payable: Fen;
  /** What settlements count as paid through WeChat. */
  counted: Fen;
  /** What the merchant got through WeChat. */
  shared: Fen;
  /** What of that came back or is on its way back. */
  returned: Fen;
  /** Refunds that no settlement has taken yet, although the return of the share may already have happened. */
  refunding: Fen;
}

/**
 * By how much settlements have to change what they count as paid through WeChat. What is given free becomes payable; a share that
 * the merchant could not give back becomes its debt. Refunds and returns under way count as if they succeed, so that nothing is paid
 * out that would have to come back.
 */
export function correctionOfShare(share: EndedShare): Fen {
  if (share.end === 'unfrozen') return negateFen(share.counted);
  const kept = subtractFen(share.shared, share.returned);
  const left = subtractFen(share.net, share.refunding);
  const deserved = subtractFen(left, applyBps(left, share.rate));
  const stillToRefund = subtractFen(share.payable, deserved);
  return subtractFen(addFen(kept, stillToRefund), share.counted);
}
