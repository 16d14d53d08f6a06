import { assertNever } from '../shared/assert-never';
import type { Fen } from '../shared/fen';
import { ZERO_FEN } from '../shared/fen';
import type { FreightPolicy } from './types';

/** The fee for delivering goods of this amount (after discounts, before points: points are a way to pay). */
export function freightOf(policy: FreightPolicy, goodsAmount: Fen): Fen {
  switch (policy.kind) {
    case 'none':
      return ZERO_FEN;
    case 'flat':
      return policy.freeFrom !== null && goodsAmount >= policy.freeFrom ? ZERO_FEN : policy.fee;
    default:
      return assertNever(policy);
  }
}
