import { z } from 'zod';
import { absentOnlyIfProved, unreadable, type Absence } from './answer-errors';
import type { ApiCalls } from './api-calls';
import { readBill, type DownloadSources } from './bill-stream';
import type { BillRequest } from './port';
import { USER_AGENT } from './signing-pay';

export interface BillSources extends DownloadSources {
  calls: ApiCalls;
  /** Where the platform is; the host in a download URL is never followed. */
  origin: string;
  publicKeyId: string | null;
  authorization: (method: string, path: string) => string;
  now: () => Date;
}

const DAY_MS = 86_400_000;
/** From 10:00 in Beijing a bill of the day before is out. */
const OUT_AFTER_MIDNIGHT_UTC_MS = DAY_MS + 2 * 3_600_000;
const DOWNLOAD_PATH = '/v3/billdownload/file';
const NO_STATEMENT: Absence = { httpStatus: 400, codes: new Set(['NO_STATEMENT_EXIST']) };
const QUESTIONS: Record<BillRequest['kind'], (date: string) => string> = {
  trade: (date) => `/v3/bill/tradebill?bill_date=${date}&bill_type=ALL&tar_type=GZIP`,
  fund_flow: (date) => `/v3/bill/fundflowbill?bill_date=${date}&account_type=BASIC&tar_type=GZIP`,
};

const billAnswer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9A-Fa-f]{40}$/),
  download_url: z.string().max(2048),
});

function midnightUtc(date: string): number {
  const instant = Date.parse(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === date;
  if (!isDay) throw new RangeError('date must be a day, YYYY-MM-DD.');
  return instant;
}

/** Path and query of a download URL. Only they are used: a host that somebody else chose never gets our signature. */
function downloadTarget(downloadUrl: string): string {
  const url = URL.canParse(downloadUrl) ? new URL(downloadUrl) : null;
  if (url?.pathname !== DOWNLOAD_PATH || !url.search) throw unreadable('download URL', false);
  return url.pathname + url.search;
}

/** Asks for bills and opens their download. */
export class BillDownload {
  readonly #sources: BillSources;

  constructor(sources: BillSources) {
    this.#sources = sources;
  }

  async open(request: BillRequest): Promise<AsyncIterable<Buffer> | null> {
    const dayStart = midnightUtc(request.date);
    let data: unknown;
    try {
      data = await this.#sources.calls.get(QUESTIONS[request.kind](request.date));
    } catch (error) {
      const absence = absentOnlyIfProved(error, NO_STATEMENT);
      // Before ten the same answer also means "not yet"; believed, it would make a busy day an empty one.
      if (this.#sources.now().getTime() < dayStart + OUT_AFTER_MIDNIGHT_UTC_MS) throw error;
      return absence;
    }
    const answer = billAnswer.safeParse(data).data;
    if (!answer) throw unreadable('bill', false);
    return this.#download(downloadTarget(answer.download_url), answer.hash_value.toLowerCase());
  }

  #download(target: string, sha1: string): AsyncIterable<Buffer> {
    const { origin, publicKeyId, authorization } = this.#sources;
    const headers = {
      Accept: '*/*',
      // What arrives is a gzip file; packing it once more on the way would only hide what it is.
      'Accept-Encoding': 'identity',
      'User-Agent': USER_AGENT,
      ...(publicKeyId ? { 'Wechatpay-Serial': publicKeyId } : {}),
    };
    const signedHeaders = () => ({ ...headers, Authorization: authorization('GET', target) });
    return readBill({ url: origin + target, signedHeaders, sha1 }, this.#sources);
  }
}
