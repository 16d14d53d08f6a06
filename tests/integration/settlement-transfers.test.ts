import type { AdminClient } from '../support/admin-client';
import type { Shop } from '../support/fulfilment';
import { database } from '../support/members';
import { accountOf } from '../support/panel-accounts';
import {
  finish,
  paidOn,
  sell,
  settle,
  type SettlementRecord,
  settlementOn,
  shanghai,
  shopWithCommission,
} from '../support/settlements';
import { settlementSuite } from '../support/settlement-suite';

const { admin } = settlementSuite();
const DAY = '2025-08-01';

async function shopToPay(): Promise<{ shop: Shop; row: SettlementRecord }> {
  const shop = await shopWithCommission(0);
  await paidOn(await sell(admin, shop, 100), shanghai(`${DAY}T12:00:00`));
  await settle(shop);
  return { shop, row: await settlementOn(shop, DAY) };
}

const write = (account: AdminClient, { document_id: documentId }: SettlementRecord, facts: object) =>
  account.call('post', `/shop/settlements/${documentId}/note-transfer`, facts);

const auditsOf = ({ document_id: documentId }: SettlementRecord) =>
  database()('audit_logs')
    .where({ subject_id: documentId, action: 'settlement.note-transfer' })
    .orderBy('id') as unknown as Promise<{ before: unknown; after: unknown }[]>;
const parsed = (stored: unknown): unknown => (typeof stored === 'string' ? JSON.parse(stored) : stored);

describe('the transfer that pays a settlement', () => {
  it('is written down with it or later, and corrected, with what it was before on record', async () => {
    const { shop, row } = await shopToPay();
    expect((await finish(admin, row, { transferNo: 'ICBC-1', note: '工行转账' })).status).toBe(200);
    expect(await settlementOn(shop, DAY)).toMatchObject({ transfer_no: 'ICBC-1', note: '工行转账' });
    const facts = { transferNo: 'ICBC-2', note: '单号更正' };
    const answer = await write(admin, row, facts);
    expect([answer.status, answer.body]).toEqual([200, { data: facts }]);
    expect(await settlementOn(shop, DAY)).toMatchObject({
      transfer_no: 'ICBC-2',
      note: '单号更正',
      state: 'settled',
      payable: 300,
      transfer_amount: 300,
    });
    const [entry] = await auditsOf(row);
    expect([parsed(entry?.before), parsed(entry?.after)]).toEqual([{ transferNo: 'ICBC-1', note: '工行转账' }, facts]);
    await write(admin, row, {});
    expect(await settlementOn(shop, DAY)).toMatchObject({ transfer_no: null, note: null });
  });

  it('is on record once, however often it is sent at the same time', async () => {
    const { row } = await shopToPay();
    await finish(admin, row);
    const answers = await Promise.all(Array.from({ length: 4 }, () => write(admin, row, { transferNo: 'ICBC-3' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await auditsOf(row)).toHaveLength(1);
  });

  it('is not written down for a settlement that is still to be settled', async () => {
    const { row } = await shopToPay();
    expect((await write(admin, row, { transferNo: 'ICBC-4' })).status).toBe(409);
    await finish(admin, row);
    expect((await write(admin, row, { transferNo: 'x'.repeat(65) })).status).toBe(400);
    expect((await write(admin, { ...row, document_id: 'none' }, {})).status).toBe(404);
  });

  it('is for finance to write down, not for operations', async () => {
    const { row } = await shopToPay();
    await finish(admin, row);
    const [finance, operations] = [await accountOf('mallard-finance'), await accountOf('mallard-operations')];
    expect((await write(finance, row, { transferNo: 'ICBC-5' })).status).toBe(200);
    expect((await write(operations, row, { transferNo: 'ICBC-6' })).status).toBe(403);
  });
});
