import { applyBps, type Bps } from '../shared/basis-points';
import { addFen, fen, type Fen, negateFen, subtractFen, ZERO_FEN } from '../shared/fen';

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
  /** What of that was asked back, also when the merchant could not give it. */
  asked: Fen;
  /** What of that came back or is on its way back. */
  returned: Fen;
  /** Refunds that no settlement has taken yet: those that have arrived, and those that WeChat may still pay. */
  refunding: Fen;
  /** Whether one of them has had no return and is still to be sent, which asks for what is missing then. */
  hasUnasked: boolean;
}

/**
 * By how much settlements have to change what they count as paid through WeChat. What is given free becomes payable; a share that
 * the merchant could not give back becomes its debt. Refunds and returns under way, also those that are not asked for yet, count as
 * if they succeed, so that nothing is paid out that would have to come back.
 */
export function correctionOfShare(share: EndedShare): Fen {
  if (share.end === 'unfrozen') return negateFen(share.counted);
  const left = subtractFen(share.net, share.refunding);
  const deserved = subtractFen(left, applyBps(left, share.rate));
  const kept = subtractFen(subtractFen(share.shared, share.returned), stillToAsk(share, deserved));
  const stillToRefund = subtractFen(share.payable, deserved);
  return subtractFen(addFen(kept, stillToRefund), share.counted);
}

/** A split that was decided after the refund has left it out already, so that nothing is asked back for it. */
function stillToAsk({ hasUnasked, shared, asked }: EndedShare, deserved: Fen): Fen {
  return hasUnasked ? fen(Math.max(0, shared - asked - deserved)) : ZERO_FEN;
}
