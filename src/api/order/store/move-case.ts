import { afterSaleDueAt, nextAfterSaleStatus } from '../../../domain/after-sale/after-sale-states';
import type { AfterSaleEvent, AfterSaleStatus } from '../../../domain/after-sale/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { unwrap } from '../../../platform/errors/unwrap';
import type { Services } from '../../../platform/get-service';
import type { AfterSaleRow } from './after-sale-rows';

export type Settings = Awaited<ReturnType<Services['api::operations.shop-settings']['read']>>;

export const deadlinesOf = (settings: Settings) => ({
  decisionHours: settings.afterSaleDecisionHours,
  returnHours: settings.afterSaleReturnHours,
  receiptHours: settings.afterSaleReceiptHours,
});

export interface CaseMove {
  row: AfterSaleRow;
  event: AfterSaleEvent;
  settings: Settings;
  /** Columns that change with the state. */
  with?: Record<string, unknown>;
  at: Date;
}

/** Moves a locked case to where the event leads. @throws Refusal OrderStateError for an event its state does not know */
export async function moveCase(trx: Trx, { row, event, settings, at, ...move }: CaseMove): Promise<AfterSaleStatus> {
  const state = unwrap(nextAfterSaleStatus(row.state, event));
  const changed = await trx('after_sales')
    .where({ id: row.id, state: row.state })
    .update({ ...move.with, state, due_at: afterSaleDueAt(state, at, deadlinesOf(settings)), updated_at: at });
  if (changed !== 1) throw new Error(`after-sale case ${row.after_sale_no} changed under its lock`);
  return state;
}
