import { application } from './api';
import { database } from './members';

/** The one payment rule all suites of a worker share: 1 point a yuan. An enabled rule that is there already is kept. */
export async function ensurePaymentRule(): Promise<void> {
  const rules = application().strapi.documents('api::points.points-rule');
  const known = await rules.findFirst({ filters: { scene: 'payment', enabled: true } as never });
  if (known) return;
  await rules.create({
    data: { name: '消费积分', scene: 'payment', pointsPerHundredYuan: 100, enabled: true } as never,
  });
}

type Rule = Record<string, unknown> & { scene: string };

/** Writes a points rule as staff would; `remove` switches it off again so that other tests are not touched. */
export async function givePointsRule(rule: Rule): Promise<{ documentId: string; remove(): Promise<void> }> {
  const documents = application().strapi.documents('api::points.points-rule');
  const { documentId } = await documents.create({
    data: { name: `rule for ${rule.scene}`, validDays: 365, usesMemberMultiplier: false, ...rule } as never,
  });
  return {
    documentId,
    remove: async () => {
      await documents.update({ documentId, data: { enabled: false } as never });
    },
  };
}

/** Switches every rule there is off, so that a test knows what its own rules give; `restore` switches them on again. */
export async function pausePointsRules(): Promise<{ restore(): Promise<void> }> {
  const documents = application().strapi.documents('api::points.points-rule');
  const rules = await documents.findMany({ filters: { enabled: true } as never });
  const setAll = async (enabled: boolean) => {
    for (const { documentId } of rules) await documents.update({ documentId, data: { enabled } as never });
  };
  await setAll(false);
  return { restore: () => setAll(true) };
}

/** Checks domain.md 6 for one user: account, lots and ledger tell the same story. */
export async function expectCoherentPoints(userId: number): Promise<void> {
  const db = database();
  const account = (await db('points_accounts').where({ user_id: userId }).first('*')) as
    { available: number; frozen: number; debt: number } | undefined;
  const lots = (await db('points_lots').where({ user_id: userId }).select('id', 'remaining', 'award_key')) as {
    id: number;
    remaining: number;
    award_key: string;
  }[];
  const records = (await db('points_records').where({ user_id: userId }).orderBy('id').select('*')) as {
    change: number;
    balance_after: number;
    type: string;
    idempotency_key: string;
    lot_id: number | null;
  }[];
  let balance = 0;
  for (const record of records) {
    balance += record.change;
    expect(record.balance_after).toBe(balance);
    if (record.type !== 'award') continue;
    const lot = lots.find((one) => one.award_key === record.idempotency_key);
    expect(record.lot_id).toBe(lot?.id ?? null);
  }
  expect((account?.available ?? 0) + (account?.frozen ?? 0) - (account?.debt ?? 0)).toBe(balance);
  expect(lots.reduce((sum, lot) => sum + lot.remaining, 0)).toBe(account?.available ?? 0);
}
