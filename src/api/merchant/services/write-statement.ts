import type { Core } from '@strapi/strapi';
import { fen, formatYuan } from '../../../domain/shared/fen';
import { wallClockText } from '../../../domain/shared/zone-clock';
import { environmentOf } from '../../../platform/container';
import { toDate } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { NewLine, SettlementLineRow } from '../store/settlement-lines';
import type { SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.write-statement': WriteStatement;
  }
}

export interface WriteStatement {
  /**
   * The statement of a settlement: the lines it consists of, times of the shop's zone, amounts in yuan.
   * @param merchantId row id of who asks; null: the shop itself
   * @throws Refusal NotFoundError, for another merchant's too
   */
  (settlementDocumentId: string, merchantId: number | null): Promise<{ fileName: string; csv: string }>;
}

/** Without it Excel takes the file for GBK. */
const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['时间', '类型', '订单号', '单号', '金额（元）', '佣金（元）', '应付（元）', '微信分账（元）'];
const KINDS: Record<NewLine['kind'], string> = { payment: '收款', refund: '退款', share: '分账调整' };

export default ({ strapi }: { strapi: Core.Strapi }): WriteStatement =>
  async (settlementDocumentId, merchantId) => {
    const { connection } = strapi.db;
    const row = await connection('settlements')
      .where({ document_id: settlementDocumentId, ...(merchantId === null ? {} : { merchant_id: merchantId }) })
      .first<SettlementRow | undefined>();
    if (!row) throw new Refusal('NotFoundError');
    // From before settlements had lines: it gets them now instead of at the next run of the job.
    if (row.transfer_amount === null) await getService(strapi, 'api::merchant.settle-merchant')(row.merchant_id);
    const lines = (await connection('settlement_lines')
      .where({ settlement_id: row.id })
      .orderBy(['happened_at', 'id'])) as SettlementLineRow[];
    const { SHOP_TIMEZONE: timeZone } = environmentOf(strapi);
    const csv = [HEAD, ...lines.map((line) => cellsOf(line, timeZone))].map((cells) => cells.join(',')).join('\r\n');
    return { fileName: `settlement-${row.day}.csv`, csv: `${BYTE_ORDER_MARK}${csv}\r\n` };
  };

/** Numbers and times only, so that no cell needs quoting or can be a formula. */
function cellsOf(line: SettlementLineRow, timeZone: string): string[] {
  const { amount, commission, shared } = line;
  return [
    wallClockText(toDate(line.happened_at), timeZone),
    KINDS[line.kind],
    line.order_no,
    line.number,
    ...[amount, commission, amount - commission, shared].map((value) => formatYuan(fen(value))),
  ];
}
