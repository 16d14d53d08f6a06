import { beijingTimestamp } from '../beijing-time';
import type { SimulatedNotification, SimulatedTransfer } from '../state';
import type { SimulatorWorld } from '../world';
import { bookMovement } from './funds';

const CONFIRMATION_WINDOW_MS = 24 * 3_600_000;

export type TransferEnd = 'SUCCESS' | 'FAIL' | 'CANCELLED';

/** The body of a query. */
export const transferView = (world: SimulatorWorld, transfer: SimulatedTransfer): Record<string, unknown> => ({
  mch_id: world.credentials.mchId,
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  appid: world.credentials.appId,
  state: transfer.status,
  transfer_amount: transfer.amountFen,
  transfer_remark: transfer.remark,
  ...(transfer.failReason === null ? {} : { fail_reason: transfer.failReason }),
  openid: transfer.openid,
  create_time: beijingTimestamp(transfer.createdAt),
  update_time: beijingTimestamp(transfer.updatedAt),
});

/** The money leaves when the transfer is accepted and comes back when it fails. */
export function bookTransfer(world: SimulatorWorld, transfer: SimulatedTransfer, direction: 'in' | 'out'): void {
  const name = direction === 'out' ? '商家转账' : '商家转账退回';
  const { transferBillNo: businessNo, amountFen, remark: note, outBillNo: voucherNo } = transfer;
  bookMovement(world, { businessNo, name, type: name, direction, amountFen, note, voucherNo });
}

export interface TransferSettlement {
  status: TransferEnd;
  failReason?: string | undefined;
  delivery?: 'normal' | 'none' | 'duplicate' | undefined;
}

/** Ends a transfer in place and announces it; null, and nothing changed, when it has ended already. */
export function endTransfer(
  world: SimulatorWorld,
  transfer: SimulatedTransfer,
  { status, failReason, delivery = 'normal' }: TransferSettlement,
): SimulatedNotification | null {
  if (transfer.status !== 'WAIT_USER_CONFIRM') return null;
  transfer.status = status;
  transfer.failReason = status === 'FAIL' ? (failReason ?? 'PAYEE_ACCOUNT_ABNORMAL') : null;
  transfer.updatedAt = world.nowMs();
  if (status !== 'SUCCESS') bookTransfer(world, transfer, 'in');
  return world.notifier.announce({
    eventType: 'MCHTRANSFER.BILL.FINISHED',
    originalType: 'mchtransfer',
    summary: '商家转账单据终态通知',
    url: transfer.notifyUrl,
    content: transferView(world, transfer),
    delivery,
  });
}

/** The transfer as it stands now: what the user left unconfirmed for a day has failed when somebody looks. */
export async function findTransfer(world: SimulatorWorld, outBillNo: string): Promise<SimulatedTransfer | null> {
  const transfer = world.state.transfers[outBillNo];
  if (!transfer) return null;
  if (world.nowMs() - transfer.createdAt >= CONFIRMATION_WINDOW_MS) {
    const ended = endTransfer(world, transfer, { status: 'FAIL', failReason: 'OVERDUE_CLOSE' });
    if (ended) await announceEnd(world, ended);
  }
  return transfer;
}

/** Saves first, so that the news never outruns the fact. */
export async function announceEnd(world: SimulatorWorld, notification: SimulatedNotification): Promise<void> {
  await world.save();
  world.notifier.start(notification);
}
