import type { Core } from '@strapi/strapi';
import { calendarDay, endOfDay, startOfDay } from '../../../domain/shared/calendar-day';
import { fen, formatYuan } from '../../../domain/shared/fen';
import { environmentOf } from '../../../platform/container';
import { toInteger, toIso } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { type SettlementLine, settlementLines } from '../store/settlement-lines';
import type { SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.write-statement': WriteStatement;
  }
}

export interface WriteStatement {
  /**
   * The statement of a settlement: one line for each payment and refund, amounts in yuan.
   * @param merchantId row id of who asks; null: the shop itself
   * @throws Refusal NotFoundError, for another merchant's too
   */
  (settlementDocumentId: string, merchantId: number | null): Promise<{ fileName: string; csv: string }>;
}

/** Without it Excel takes the file for GBK. */
const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['时间', '类型', '订单号', '单号', '金额（元）', '佣金（元）', '应付（元）'];

export default ({ strapi }: { strapi: Core.Strapi }): WriteStatement =>
  async (settlementDocumentId, merchantId) => {
    const { connection } = strapi.db;
    const row = await connection('settlements')
      .where({ document_id: settlementDocumentId, ...(merchantId === null ? {} : { merchant_id: merchantId }) })
      .first<SettlementRow | undefined>();
    if (!row) throw new Refusal('NotFoundError');
    const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
    const day = calendarDay(row.day);
    const span = { from: startOfDay(day, timeZone), to: endOfDay(day, timeZone) };
    const lines = (await connection
      .from(settlementLines(connection, span, row.merchant_id).as('l'))
      .orderBy(['l.at', 'l.number'])) as SettlementLine[];
    const csv = [HEAD, ...lines.map(cellsOf)].map((cells) => cells.join(',')).join('\r\n');
    return { fileName: `settlement-${row.day}.csv`, csv: `${BYTE_ORDER_MARK}${csv}\r\n` };
  };

/** Numbers and instants only, so that no cell needs quoting or can be a formula. */
function cellsOf(line: SettlementLine): string[] {
  const sign = line.kind === 'payment' ? 1 : -1;
  const amount = sign * toInteger(line.amount);
  const commission = sign * toInteger(line.commission);
  return [
    toIso(line.at) ?? '',
    line.kind === 'payment' ? '收款' : '退款',
    line.order_no,
    line.number,
    ...[amount, commission, amount - commission].map((value) => formatYuan(fen(value))),
  ];
}
