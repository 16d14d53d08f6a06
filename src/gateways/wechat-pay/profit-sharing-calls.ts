import { absentOnlyIfProved, foreignAnswer, unreadable, type Absence } from './answer-errors';
import type { ApiCalls } from './api-calls';
import { z } from 'zod';
import type {
  NewProfitReceiver,
  ProfitReceiver,
  ProfitReturnRequest,
  ProfitReturnState,
  ProfitShare,
  ProfitSharingPort,
  ProfitSharingRequest,
  ProfitSharingState,
  UnfreezeRequest,
} from './profit-sharing-port';
import { parseProfitReturn, parseProfitSharing } from './profit-sharing-resources';
import { checkFen, ensure, truncate } from './request-fields';
import { fenAmount, requiredText } from './wire-values';

const BASE = '/v3/profitsharing';
const MAX_RECEIVERS = 50;
const MAX_DESCRIPTION_LENGTH = 80;
const ABSENT: Absence = { httpStatus: 404, codes: new Set(['RESOURCE_NOT_EXISTS', 'NOT_FOUND']) };

const unsplitAnswer = z.object({ transaction_id: requiredText, unsplit_amount: fenAmount });
const receiverAnswer = z.object({ type: requiredText, account: requiredText });

function checkNumber(name: string, text: string): string {
  ensure(/^[0-9A-Za-z_-]{1,64}$/.test(text), `${name} must be 1–64 characters of [0-9A-Za-z_-].`);
  return text;
}

function checkTransactionId(transactionId: string): string {
  ensure(/^[0-9A-Za-z]{1,32}$/.test(transactionId), 'transactionId must be 1–32 letters and digits.');
  return transactionId;
}

function checkDescription(description: string): string {
  ensure(description.trim() !== '', 'description must not be empty.');
  return truncate(description, MAX_DESCRIPTION_LENGTH);
}

const keyOf = ({ type, account }: { type: string; account: string }): string => `${type} ${account}`;

function checkReceivers(receivers: readonly ProfitShare[]): void {
  ensure(receivers.length >= 1 && receivers.length <= MAX_RECEIVERS, 'receivers must be 1–50.');
  ensure(new Set(receivers.map(keyOf)).size === receivers.length, 'Every receiver may stand in a split once.');
  for (const { amountFen } of receivers) checkFen('amountFen', amountFen);
}

type Seal = (text: string) => string;

const sealedName = ({ name }: ProfitReceiver, seal: Seal) => (name ? { name: seal(name) } : {});

/** Is every share we asked for in the answer, with its amount? The answer may name the merchant's own rest besides. */
function coversEvery(shares: readonly ProfitShare[], { receivers }: ProfitSharingState): boolean {
  const amounts = new Map(receivers.map((receiver) => [keyOf(receiver), receiver.amountFen]));
  return shares.every((share) => amounts.get(keyOf(share)) === share.amountFen);
}

/** Splitting of payments. Commands are never repeated here: the caller does, with the same number. */
export class ProfitSharingCalls implements ProfitSharingPort {
  readonly #calls: ApiCalls;
  readonly #appId: string;

  constructor(calls: ApiCalls, appId: string) {
    this.#calls = calls;
    this.#appId = appId;
  }

  async addReceiver(receiver: NewProfitReceiver): Promise<void> {
    const { type, account, relation, customRelation } = receiver;
    ensure(type !== 'MERCHANT_ID' || Boolean(receiver.name), 'A merchant needs its full name.');
    ensure((relation === 'CUSTOM') === Boolean(customRelation), 'customRelation belongs to the relation CUSTOM.');
    const data = await this.#calls.postSealed(`${BASE}/receivers/add`, (seal) => ({
      appid: this.#appId,
      type,
      account,
      ...sealedName(receiver, seal),
      relation_type: relation,
      ...(customRelation ? { custom_relation: customRelation } : {}),
    }));
    const answer = receiverAnswer.safeParse(data).data;
    if (!answer) throw unreadable('receiver', true);
    if (keyOf(answer) !== keyOf(receiver)) throw foreignAnswer('receiver', true);
  }

  async shareProfit(request: ProfitSharingRequest): Promise<ProfitSharingState> {
    checkReceivers(request.receivers);
    const head = {
      appid: this.#appId,
      transaction_id: checkTransactionId(request.transactionId),
      out_order_no: checkNumber('outOrderNo', request.outOrderNo),
    };
    const data = await this.#calls.postSealed(`${BASE}/orders`, (seal) => ({
      ...head,
      receivers: request.receivers.map((share) => ({
        type: share.type,
        account: share.account,
        ...sealedName(share, seal),
        amount: share.amountFen,
        description: checkDescription(share.description),
      })),
      unfreeze_unsplit: request.unfreezeUnsplit,
    }));
    const state = this.#readSharing(data, request, true);
    if (!coversEvery(request.receivers, state)) throw foreignAnswer('split', true);
    return state;
  }

  async queryProfitSharing(outOrderNo: string, transactionId: string): Promise<ProfitSharingState | null> {
    const number = checkNumber('outOrderNo', outOrderNo);
    const path = `${BASE}/orders/${number}?transaction_id=${checkTransactionId(transactionId)}`;
    const data = await this.#queryOrNull(path);
    return data === null ? null : this.#readSharing(data, { outOrderNo, transactionId }, false);
  }

  async queryUnsplitAmount(transactionId: string): Promise<number> {
    const data = await this.#calls.get(`${BASE}/transactions/${checkTransactionId(transactionId)}/amounts`);
    const answer = unsplitAnswer.safeParse(data).data;
    if (!answer) throw unreadable('unsplit amount', false);
    if (answer.transaction_id !== transactionId) throw foreignAnswer('payment', false);
    return answer.unsplit_amount;
  }

  async unfreeze(request: UnfreezeRequest): Promise<ProfitSharingState> {
    const data = await this.#calls.post(`${BASE}/orders/unfreeze`, {
      transaction_id: checkTransactionId(request.transactionId),
      out_order_no: checkNumber('outOrderNo', request.outOrderNo),
      description: checkDescription(request.description),
    });
    return this.#readSharing(data, request, true);
  }

  async returnProfit(request: ProfitReturnRequest): Promise<ProfitReturnState> {
    ensure(/^[0-9]{1,32}$/.test(request.returnMchid), 'returnMchid must be a merchant number.');
    const data = await this.#calls.post(`${BASE}/return-orders`, {
      out_order_no: checkNumber('outOrderNo', request.outOrderNo),
      out_return_no: checkNumber('outReturnNo', request.outReturnNo),
      return_mchid: request.returnMchid,
      amount: checkFen('amountFen', request.amountFen),
      description: checkDescription(request.description),
    });
    const state = this.#readReturn(data, request, true);
    const isOurs = state.amountFen === request.amountFen && state.returnMchid === request.returnMchid;
    if (!isOurs) throw foreignAnswer('return', true);
    return state;
  }

  async queryProfitReturn(outReturnNo: string, outOrderNo: string): Promise<ProfitReturnState | null> {
    const number = checkNumber('outReturnNo', outReturnNo);
    const path = `${BASE}/return-orders/${number}?out_order_no=${checkNumber('outOrderNo', outOrderNo)}`;
    const data = await this.#queryOrNull(path);
    return data === null ? null : this.#readReturn(data, { outReturnNo, outOrderNo }, false);
  }

  async #queryOrNull(path: string): Promise<unknown> {
    try {
      return await this.#calls.get(path);
    } catch (error) {
      return absentOnlyIfProved(error, ABSENT);
    }
  }

  #readSharing(data: unknown, asked: SharingNumbers, mayHaveTakenEffect: boolean): ProfitSharingState {
    const state = parseProfitSharing(data);
    if (!state) throw unreadable('split', mayHaveTakenEffect);
    const isOurs = state.outOrderNo === asked.outOrderNo && state.transactionId === asked.transactionId;
    if (!isOurs) throw foreignAnswer('split', mayHaveTakenEffect);
    return state;
  }

  #readReturn(data: unknown, asked: ReturnNumbers, mayHaveTakenEffect: boolean): ProfitReturnState {
    const state = parseProfitReturn(data);
    if (!state) throw unreadable('return', mayHaveTakenEffect);
    const isOurs = state.outReturnNo === asked.outReturnNo && state.outOrderNo === asked.outOrderNo;
    if (!isOurs) throw foreignAnswer('return', mayHaveTakenEffect);
    return state;
  }
}

type SharingNumbers = Pick<ProfitSharingRequest, 'outOrderNo' | 'transactionId'>;
type ReturnNumbers = Pick<ProfitReturnRequest, 'outReturnNo' | 'outOrderNo'>;
