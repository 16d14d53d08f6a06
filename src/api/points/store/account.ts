import type { Trx } from '../../../platform/database/in-transaction';
import { columnsOf, newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';

export interface AccountRow {
  id: number;
  user_id: number;
  available: number;
  frozen: number;
  total: number;
  used: number;
  expired: number;
  debt: number;
  state: 'active' | 'frozen';
}

const COLUMNS = columnsOf<AccountRow>({
  id: true,
  user_id: true,
  available: true,
  frozen: true,
  total: true,
  used: true,
  expired: true,
  debt: true,
  state: true,
});

/** Deltas in points, and when they happen. */
export interface AccountChange {
  at: Date;
  available?: number;
  frozen?: number;
  total?: number;
  used?: number;
  expired?: number;
  debt?: number;
}

/** Locks the user's account until the transaction ends; a missing one is created first, because nothing can lock a row that is not there. */
export async function lockAccount(trx: Trx, userId: number, at: Date): Promise<AccountRow> {
  const empty = { available: 0, frozen: 0, total: 0, used: 0, expired: 0, debt: 0, version: 0, state: 'active' };
  const find = () =>
    trx('points_accounts').where({ user_id: userId }).forUpdate().first<AccountRow | undefined>(trx.raw(COLUMNS));
  const known = await find();
  if (known) return known;
  await trx('points_accounts')
    .insert({ ...newRow(at), user_id: userId, ...empty })
    .onConflict('user_id')
    .ignore();
  const created = await find();
  if (!created) throw new Error(`points account of user ${userId} could not be created`);
  return created;
}

type Deltas = Omit<AccountChange, 'at'>;

const changedColumns = (deltas: Deltas) =>
  Object.entries(deltas).filter(([, delta]) => delta !== 0) as [keyof Deltas, number][];

/** A locked account as it is with deltas added, for what is written together with them. */
export const accountAfter = (account: AccountRow, { at: _at, ...deltas }: AccountChange): AccountRow =>
  changedColumns(deltas).reduce((row, [column, delta]) => ({ ...row, [column]: row[column] + delta }), account);

/** Adds deltas to a locked account and returns it as it is now. The CHECKs of the table refuse balances below zero. */
export async function changeAccount(trx: Trx, account: AccountRow, change: AccountChange): Promise<AccountRow> {
  const { at, ...deltas } = change;
  const increments = changedColumns(deltas).map(([column, delta]) => [column, trx.raw('?? + ?', [column, delta])]);
  await trx('points_accounts')
    .where({ id: account.id })
    .update({ ...Object.fromEntries(increments), version: trx.raw('version + 1'), updated_at: at });
  return accountAfter(account, change);
}

/** What the ledger's running sum must be: frozen points are still the user's, debt is not. */
export const balanceOf = (account: AccountRow): number => account.available + account.frozen - account.debt;

/**
 * Locks the accounts that nobody else holds now and tells what each user owns. Waiting for the others would mean to hold many
 * accounts while wanting one more; their points expire in a later round.
 * @param options.canSkip whether the database can pass over locked rows; SQLite has one writer at a time and need not
 */
export async function lockFreeAccounts(
  trx: Trx,
  userIds: readonly number[],
  options: { canSkip: boolean },
): Promise<Map<number, number>> {
  const query = trx('points_accounts').whereIn('user_id', userIds).orderBy('user_id').forUpdate();
  if (options.canSkip) query.skipLocked();
  const accounts = (await query.select('*')) as AccountRow[];
  return new Map(accounts.map((account) => [account.user_id, balanceOf(account)]));
}

/** What a frozen account answers to whoever wants to spend from it. */
export const accountIsFrozen = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'points_account_frozen' },
    { zh: '积分账户已被冻结，请联系客服', en: 'The points account is frozen' },
  );
