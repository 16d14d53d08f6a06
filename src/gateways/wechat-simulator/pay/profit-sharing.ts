import { beijingTimestamp } from '../beijing-time';
import type { SimulatedOrder, SimulatedProfitSharing, SimulatedShare } from '../state';
import type { SimulatorWorld } from '../world';
import { bookMovement } from './funds';

export const receiverKey = (type: string, account: string): string => `${type} ${account}`;

/** The paid order of a transaction, or null. */
export function orderOfTransaction(world: SimulatorWorld, transactionId: string): SimulatedOrder | null {
  return world.state.orders[world.state.outTradeNoByTransaction[transactionId] ?? ''] ?? null;
}

const shareView = (share: SimulatedShare, createdAt: number): Record<string, unknown> => ({
  amount: share.amountFen,
  description: share.description,
  type: share.type,
  account: share.account,
  result: share.result,
  ...(share.failReason === null ? {} : { fail_reason: share.failReason }),
  detail_id: share.detailId,
  create_time: beijingTimestamp(createdAt),
  ...(share.finishedAt === null ? {} : { finish_time: beijingTimestamp(share.finishedAt) }),
});

/** The body of the answers to split, unfreeze and query. */
export const sharingView = (sharing: SimulatedProfitSharing): Record<string, unknown> => ({
  transaction_id: sharing.transactionId,
  out_order_no: sharing.outOrderNo,
  order_id: sharing.orderId,
  state: sharing.state,
  receivers: sharing.shares.map((share) => shareView(share, sharing.createdAt)),
});

/** `account` → fail_reason of the receivers that get nothing. */
export type ShareFailures = Record<string, string>;

/**
 * Ends a split in place: the money of each share leaves, or is frozen again when the share fails; after an unfreezing
 * split nothing stays frozen. False, and nothing changed, when it has ended already.
 */
export function settleSharing(
  world: SimulatorWorld,
  sharing: SimulatedProfitSharing,
  failures: ShareFailures = {},
): boolean {
  if (sharing.state === 'FINISHED') return false;
  const order = orderOfTransaction(world, sharing.transactionId);
  sharing.state = 'FINISHED';
  sharing.settlesAt = null;
  for (const share of sharing.shares) {
    const failReason = Object.hasOwn(failures, share.account) ? (failures[share.account] ?? null) : null;
    share.finishedAt = world.nowMs();
    share.failReason = failReason;
    share.result = failReason === null ? 'SUCCESS' : 'CLOSED';
    if (share.result === 'SUCCESS') bookShare(world, sharing, share);
    else if (order) order.frozenFen += share.amountFen;
  }
  if (sharing.unfreezesRest && order) order.frozenFen = 0;
  return true;
}

function bookShare(world: SimulatorWorld, sharing: SimulatedProfitSharing, share: SimulatedShare): void {
  bookMovement(world, {
    businessNo: sharing.orderId,
    name: '分账',
    type: '分账',
    direction: 'out',
    amountFen: share.amountFen,
    note: share.description,
    voucherNo: sharing.outOrderNo,
  });
}

/** Ends what is due by now. */
export async function settleSharingIfDue(world: SimulatorWorld, sharing: SimulatedProfitSharing): Promise<void> {
  if (sharing.settlesAt === null || world.nowMs() < sharing.settlesAt) return;
  if (settleSharing(world, sharing)) await world.save();
}
