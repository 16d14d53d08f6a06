import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { FundFlowBillReader, type FundFlowTotals } from '../../../domain/reconciliation/fund-flow-bill';
import { TradeBillReader, type TradeBillTotals } from '../../../domain/reconciliation/trade-bill';
import type { TradeLine } from '../../../domain/reconciliation/types';
import { now, resolve } from '../../../platform/container';
import { type DayRow, holdDay } from './reconciliation-days';
import { countForPlanner, stageLines } from './reconciliation-lines';

/** Lines a statement carries: large enough for a million lines, small enough to stay out of the way of others. */
const BATCH = 1_000;
const HOLD_EVERY_BATCHES = 40;

export interface StagedBill extends TradeBillTotals {
  /** SHA-1 of the file, hexadecimal, as WeChat announces it. */
  hash: string;
}

/**
 * Brings a day's trade bill into the staging table while it arrives; memory holds one batch. Nothing of it counts before the
 * run is published, because only the end of the file proves it.
 * @returns null when nothing was traded that day
 * @throws WechatPayError, BillFormatError or DayLostError
 */
export async function stageTradeBill(strapi: Core.Strapi, day: DayRow): Promise<StagedBill | null> {
  const bill = await resolve(strapi, 'mallard.wechat-pay').openBill({ kind: 'trade', date: day.date });
  if (!bill) return null;
  const reader = new TradeBillReader(day.date);
  const hash = createHash('sha1');
  const stage = new Stage(strapi, day);
  for await (const chunk of bill) {
    hash.update(chunk);
    await stage.add(reader.push(chunk));
  }
  const { lines, totals } = reader.end();
  await stage.add(lines);
  await stage.flush();
  await countForPlanner(strapi, totals.lineCount);
  return { ...totals, hash: hash.digest('hex') };
}

class Stage {
  readonly #strapi: Core.Strapi;
  readonly #day: DayRow;
  #waiting: TradeLine[] = [];
  #batches = 0;

  constructor(strapi: Core.Strapi, day: DayRow) {
    this.#strapi = strapi;
    this.#day = day;
  }

  async add(lines: TradeLine[]): Promise<void> {
    for (const line of lines) this.#waiting.push(line);
    if (this.#waiting.length >= BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const at = now(this.#strapi);
    await stageLines(this.#strapi, this.#day, { lines: this.#waiting, at });
    this.#waiting = [];
    this.#batches += 1;
    if (this.#batches % HOLD_EVERY_BATCHES === 0) await holdDay(this.#strapi.db.connection, this.#day, at);
  }
}

/** What moved on the merchant's account that day; null when nothing did. */
export async function readFundFlow(strapi: Core.Strapi, day: DayRow): Promise<FundFlowTotals | null> {
  const bill = await resolve(strapi, 'mallard.wechat-pay').openBill({ kind: 'fund_flow', date: day.date });
  if (!bill) return null;
  const reader = new FundFlowBillReader(day.date);
  for await (const chunk of bill) reader.push(chunk);
  await holdDay(strapi.db.connection, day, now(strapi));
  return reader.end().totals;
}
