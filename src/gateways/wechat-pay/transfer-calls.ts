import { z } from 'zod';
import { absentOnlyIfProved, foreignAnswer, unreadable, type Absence } from './answer-errors';
import type { ApiCalls } from './api-calls';
import { NotificationRejectedError } from './errors';
import { checkFen, checkNotifyUrl, ensure, truncate } from './request-fields';
import type { TransferPort, TransferRequest, TransferState } from './transfer-port';
import { known, optionalFen, optionalText, optionalTime, requiredText } from './wire-values';

const BASE = '/v3/fund-app/mch-transfer/transfer-bills';
const MAX_REMARK_LENGTH = 32;
const NAME_NEEDED_FROM_FEN = 200_000;
const ABSENT: Absence = { httpStatus: 404, codes: new Set(['NOT_FOUND', 'RESOURCE_NOT_EXISTS']) };
const STATES = [
  'ACCEPTED',
  'PROCESSING',
  'WAIT_USER_CONFIRM',
  'TRANSFERING',
  'SUCCESS',
  'FAIL',
  'CANCELING',
  'CANCELLED',
  'UNKNOWN',
] as const;

const transfer = z
  .object({
    out_bill_no: requiredText,
    transfer_bill_no: requiredText,
    state: known(STATES),
    package_info: optionalText,
    mch_id: optionalText,
    mchid: optionalText,
    transfer_amount: optionalFen,
    openid: optionalText,
    fail_reason: optionalText,
    create_time: optionalTime,
    update_time: optionalTime,
  })
  .transform((raw): TransferState => ({
    outBillNo: raw.out_bill_no,
    transferBillNo: raw.transfer_bill_no,
    state: raw.state,
    packageInfo: raw.package_info,
    // The query says mch_id, some notifications say mchid.
    mchId: raw.mch_id ?? raw.mchid,
    amountFen: raw.transfer_amount,
    openid: raw.openid,
    failReason: raw.fail_reason,
    createTime: raw.create_time,
    updateTime: raw.update_time,
  }));

function checkOutBillNo(outBillNo: string): string {
  ensure(/^[0-9A-Za-z]{1,32}$/.test(outBillNo), 'outBillNo must be 1–32 letters and digits.');
  return outBillNo;
}

function checkRequest(request: TransferRequest): void {
  checkOutBillNo(request.outBillNo);
  checkFen('amountFen', request.amountFen);
  checkNotifyUrl(request.notifyUrl);
  ensure(/^\S{1,64}$/.test(request.openid), 'openid must be 1–64 characters.');
  ensure(/^\S{1,36}$/.test(request.sceneId), 'sceneId must be 1–36 characters.');
  ensure(request.remark.trim() !== '', 'remark must not be empty.');
  ensure(request.reports.length > 0, 'reports must not be empty.');
  const needsName = request.amountFen >= NAME_NEEDED_FROM_FEN;
  ensure(!needsName || Boolean(request.userName), 'userName is needed from 2000 yuan on.');
}

/** Transfers to users. Commands are never repeated here: the caller does, with the same number. */
export class TransferCalls implements TransferPort {
  readonly #calls: ApiCalls;
  readonly #appId: string;

  constructor(calls: ApiCalls, appId: string) {
    this.#calls = calls;
    this.#appId = appId;
  }

  async requestTransfer(request: TransferRequest): Promise<TransferState> {
    checkRequest(request);
    const data = await this.#calls.postSealed(BASE, (seal) => ({
      appid: this.#appId,
      out_bill_no: request.outBillNo,
      transfer_scene_id: request.sceneId,
      openid: request.openid,
      ...(request.userName ? { user_name: seal(request.userName) } : {}),
      transfer_amount: request.amountFen,
      transfer_remark: truncate(request.remark, MAX_REMARK_LENGTH),
      notify_url: request.notifyUrl,
      transfer_scene_report_infos: request.reports.map(({ type, content }) => ({
        info_type: type,
        info_content: content,
      })),
    }));
    return this.#read(data, request.outBillNo, true);
  }

  async queryTransfer(outBillNo: string): Promise<TransferState | null> {
    let data: unknown;
    try {
      data = await this.#calls.get(`${BASE}/out-bill-no/${checkOutBillNo(outBillNo)}`);
    } catch (error) {
      return absentOnlyIfProved(error, ABSENT);
    }
    return this.#read(data, outBillNo, false);
  }

  async cancelTransfer(outBillNo: string): Promise<TransferState> {
    const data = await this.#calls.post(`${BASE}/out-bill-no/${checkOutBillNo(outBillNo)}/cancel`);
    return this.#read(data, outBillNo, true);
  }

  readTransferResource(resource: unknown): TransferState {
    const state = transfer.safeParse(resource).data;
    if (state) return state;
    throw new NotificationRejectedError('format', 'The notification does not hold a readable transfer.');
  }

  #read(data: unknown, outBillNo: string, mayHaveTakenEffect: boolean): TransferState {
    const state = transfer.safeParse(data).data;
    if (!state) throw unreadable('transfer', mayHaveTakenEffect);
    if (state.outBillNo !== outBillNo) throw foreignAnswer('transfer', mayHaveTakenEffect);
    return state;
  }
}
