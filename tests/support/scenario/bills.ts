import { application } from '../api';
import { database } from '../members';
import { type DifferenceOfDay, differencesOf, reconcile } from '../reconciliation';
import { DAY, HOUR } from './model';

const BEIJING = 8 * HOUR;
const dayOf = (at: number): number => Math.floor((at + BEIJING) / DAY);

/** Days (counted from 1970, in Beijing) on which WeChat took or gave back money from this instant on. */
export function tradingDays(from: number): number[] {
  const { control } = application().wechat;
  const instants = [
    ...control.listPayments().map(({ paidAt }) => paidAt),
    ...control.listRefunds().flatMap(({ createdAt, succeededAt }) => [createdAt, succeededAt]),
  ];
  const days = instants.flatMap((instant) => (instant !== null && instant >= from ? [dayOf(instant)] : []));
  return [...new Set(days)].sort((one, other) => one - other);
}

/**
 * Holds WeChat's bill of a day against the shop's books, at noon of the next day.
 * @returns open differences, without those of refunds that staff have paid in another way: WeChat knows nothing of these
 */
export async function differencesOn(day: number): Promise<DifferenceOfDay[]> {
  const { clock } = application();
  const noonOfNextDay = (day + 1) * DAY - BEIJING + 12 * HOUR;
  clock.advance({ seconds: (noonOfNextDay - clock.now().getTime()) / 1000 });
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  expect(await reconcile(date)).toMatchObject({ kind: 'finished' });
  const byHand = await database()('refunds').whereNotNull('finished_by').pluck<string[]>('out_refund_no');
  return (await differencesOf(date)).filter(({ state, number }) => state === 'open' && !byHand.includes(number));
}
