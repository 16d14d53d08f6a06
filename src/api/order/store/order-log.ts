import type { OrderStatus } from '../../../domain/order/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant } from '../../../platform/database/rows';

/** A line of the log as it is read. */
export interface LogRow {
  event: string;
  to_state: string;
  note: string | null;
  created_at: StoredInstant;
}

export interface LogEntry {
  order: { id: number; order_no: string };
  event: string;
  from: OrderStatus | null;
  to: OrderStatus;
  actorType: 'user' | 'staff' | 'system' | 'wechat';
  actor?: string;
  note?: string;
  at: Date;
}

/** Writes who did what to an order, in the transaction that does it; returns the line as the timeline shows it. */
export async function writeLog(trx: Trx, entry: LogEntry): Promise<LogRow> {
  const row = {
    ...newRow(entry.at),
    order_id: entry.order.id,
    order_no: entry.order.order_no,
    event: entry.event,
    from_state: entry.from,
    to_state: entry.to,
    actor_type: entry.actorType,
    actor: entry.actor ?? null,
    note: entry.note ?? null,
  };
  await trx('order_logs').insert(row);
  return row;
}
