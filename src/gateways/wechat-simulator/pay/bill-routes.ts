import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { beijingMidnight } from '../beijing-time';
import { randomHex } from '../random-ids';
import type { SimulatorWorld } from '../world';
import { billFile, type BillSheet } from './bill-file';
import { fundFlowBill } from './fund-flow-bill';
import { PayFile, type PayInput, type PayResult, type PayRoute } from './pay-route';
import { billIsBeingMade, invalidParameter, invalidRequest, noBill } from './refusal';
import { tradeBill } from './trade-bill';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_DAYS = 92;
const TOKEN_LIFETIME_MS = 5 * 60_000;
const REAL_ORIGIN = 'https://api.mch.weixin.qq.com';
const DOWNLOAD_PATH = '/v3/billdownload/file';

const question = {
  bill_date: z.string().refine((day) => beijingMidnight(day) !== null, 'must be YYYY-MM-DD'),
  tar_type: z.literal('GZIP').optional(),
};
const tradeQuestion = z.strictObject({ ...question, bill_type: z.enum(['ALL', 'SUCCESS', 'REFUND']).default('ALL') });
const fundFlowQuestion = z.strictObject({
  ...question,
  account_type: z.enum(['BASIC', 'OPERATION', 'FEES']).default('BASIC'),
});

interface OfferedBill {
  sheet: () => BillSheet;
  expiresAt: number;
}

function parseQuery<Schema extends z.ZodType>(schema: Schema, query: URLSearchParams): z.infer<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.map(String).join('/') ?? '';
  throw invalidParameter(`参数错误：${field}`, { field, location: 'query' });
}

/** A day's bills are made from nine on the next morning and are out at ten. */
function requireOut(world: SimulatorWorld, day: string): void {
  const age = world.nowMs() - (beijingMidnight(day) ?? 0);
  if (age > (KEPT_DAYS + 1) * DAY_MS) throw invalidRequest('仅支持下载最近三个月的账单');
  if (world.state.settings.billsReadyAtOnce) return;
  if (age < DAY_MS + 9 * HOUR_MS) throw noBill();
  if (age < DAY_MS + 10 * HOUR_MS) throw billIsBeingMade();
}

async function sha1Of(sheet: BillSheet): Promise<string> {
  const hash = createHash('sha1');
  for await (const piece of billFile(sheet)) hash.update(piece);
  return hash.digest('hex');
}

/** Bills and their download. What is on offer is forgotten by a restart, as any token is after five minutes. */
export function billRoutes(): PayRoute[] {
  const offers = new Map<string, OfferedBill>();

  async function offer(world: SimulatorWorld, sheet: (() => BillSheet) | null, tarType?: 'GZIP'): Promise<PayResult> {
    if (!sheet) throw noBill();
    const now = world.nowMs();
    for (const [token, { expiresAt }] of offers) if (expiresAt < now) offers.delete(token);
    const token = randomHex(32);
    offers.set(token, { sheet, expiresAt: now + TOKEN_LIFETIME_MS });
    const query = `token=${token}${tarType ? '&tartype=gzip' : ''}`;
    const hash = await sha1Of(sheet());
    return { hash_type: 'SHA1', hash_value: hash, download_url: `${REAL_ORIGIN}${DOWNLOAD_PATH}?${query}` };
  }

  function askTradeBill({ world, query }: PayInput): Promise<PayResult> {
    const asked = parseQuery(tradeQuestion, query);
    requireOut(world, asked.bill_date);
    return offer(world, tradeBill(world, asked.bill_date, asked.bill_type), asked.tar_type);
  }

  function askFundFlowBill({ world, query }: PayInput): Promise<PayResult> {
    const asked = parseQuery(fundFlowQuestion, query);
    requireOut(world, asked.bill_date);
    const sheet = asked.account_type === 'BASIC' ? fundFlowBill(world, asked.bill_date) : null;
    return offer(world, sheet, asked.tar_type);
  }

  function download({ world, query }: PayInput): PayResult {
    const offered = offers.get(query.get('token') ?? '');
    if (!offered || offered.expiresAt < world.nowMs()) throw invalidRequest('下载链接已失效，请重新申请账单');
    const file = Readable.from(billFile(offered.sheet()), { objectMode: false });
    if (query.get('tartype') !== 'gzip') return new PayFile('text/plain', file);
    return new PayFile('application/x-gzip', file, createGzip());
  }

  return [
    { method: 'GET', path: '/v3/bill/tradebill', handle: askTradeBill },
    { method: 'GET', path: '/v3/bill/fundflowbill', handle: askFundFlowBill },
    { method: 'GET', path: DOWNLOAD_PATH, handle: download },
  ];
}
