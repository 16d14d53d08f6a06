import type { Trx } from '../../../platform/database/in-transaction';
import { untakenMovements } from './money-movements';

const DAY_MS = 86_400_000;

/**
 * Until when a run may have taken everything: a whole day before today begins. What is written to an order carries the time before
 * its commit; nothing that is still open then, by whatever clock, is a day old.
 * @param today where today begins: nothing of today is settled
 */
export const nextTakenUntil = (today: Date): Date => new Date(today.getTime() - DAY_MS);

export interface Taken {
  merchantId: number;
  /** From where on the run has looked; null: through everything. */
  from: Date | null;
  until: Date;
}

/** Notes until when a merchant's money is in settlements, unless something of before is still waiting. Call with the merchant locked. */
export async function noteTakenUntil(trx: Trx, { merchantId, from, until }: Taken): Promise<void> {
  if (from?.getTime() === until.getTime()) return;
  const touched = from === null ? { to: until } : { from, to: until };
  const waiting = await untakenMovements(trx, { merchantId, touched, limit: 1 });
  if (waiting.length === 0) await trx('merchants').where({ id: merchantId }).update({ taken_until: until });
}
