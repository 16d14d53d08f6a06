import type { FundFlowTotals } from './fund-flow-bill';

export type FinishedState = 'balanced' | 'differences' | 'no_statement';
export type FundCheck = 'agrees' | 'differs' | 'absent';

/** A day is balanced when no difference is left open; that differences were found once shows in their count. */
export function finishedState(day: { openCount: number; hasStatement: boolean }): FinishedState {
  if (day.openCount > 0) return 'differences';
  return day.hasStatement ? 'balanced' : 'no_statement';
}

/** Whether the money that moved on the account is the money of the trade bill. */
export function checkFundFlow(funds: FundFlowTotals | null, trade: { payments: number; refunds: number }): FundCheck {
  if (!funds) return trade.payments === 0 && trade.refunds === 0 ? 'agrees' : 'absent';
  return funds.payments === trade.payments && funds.refunds === trade.refunds ? 'agrees' : 'differs';
}
