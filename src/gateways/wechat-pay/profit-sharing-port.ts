/** A party that may get a part of a payment: a merchant number, or a person's openid under our mini-program. */
export interface ProfitReceiver {
  type: 'MERCHANT_ID' | 'PERSONAL_OPENID';
  account: string;
  /** The company's full name (required for a merchant when it is added) or the person's name; sent encrypted. */
  name?: string;
}

export interface NewProfitReceiver extends ProfitReceiver {
  relation:
    | 'STORE'
    | 'STAFF'
    | 'STORE_OWNER'
    | 'PARTNER'
    | 'HEADQUARTER'
    | 'BRAND'
    | 'DISTRIBUTOR'
    | 'USER'
    | 'SUPPLIER'
    | 'SERVICE_PROVIDER'
    | 'CUSTOM';
  /** At most 10 characters, for `CUSTOM` only. */
  customRelation?: string;
}

export interface ProfitShare extends ProfitReceiver {
  amountFen: number;
  /** Shown to the receiver; cut to 80 characters. */
  description: string;
}

export interface ProfitSharingRequest {
  transactionId: string;
  /** 1–64 characters of `[0-9A-Za-z_-]`. The same number is the same split; a new one pays a second time. */
  outOrderNo: string;
  /** 1–50, every receiver once. */
  receivers: ProfitShare[];
  /** Gives the rest of the payment to the merchant; nothing can be split afterwards. */
  unfreezeUnsplit: boolean;
}

export interface UnfreezeRequest {
  transactionId: string;
  /** A number no split has used: with a used one WeChat Pay answers 200 and does nothing. */
  outOrderNo: string;
  description: string;
}

/** `UNKNOWN` stands for a value WeChat has added since. */
export type ProfitShareResult = 'PENDING' | 'SUCCESS' | 'CLOSED' | 'UNKNOWN';

export interface ProfitSharingState {
  transactionId: string;
  outOrderNo: string;
  orderId: string;
  /** `FINISHED` says only that nothing more will happen; whether money moved stands with each receiver. */
  state: 'PROCESSING' | 'FINISHED' | 'UNKNOWN';
  receivers: {
    type: string;
    account: string;
    amountFen: number;
    description: string;
    detailId: string | null;
    result: ProfitShareResult;
    /** e.g. `ACCOUNT_ABNORMAL`, `NO_RELATION`, `RECEIVER_HIGH_RISK`; WeChat adds to them. */
    failReason: string | null;
    finishTime: Date | null;
  }[];
}

export interface ProfitReturnRequest {
  outOrderNo: string;
  /** 1–64 characters of `[0-9A-Za-z_-]`. Only a `FAILED` return justifies a new number. */
  outReturnNo: string;
  /** The merchant that gives back; persons cannot. */
  returnMchid: string;
  amountFen: number;
  description: string;
}

export interface ProfitReturnState {
  outOrderNo: string;
  outReturnNo: string;
  returnMchid: string;
  amountFen: number;
  result: 'PROCESSING' | 'SUCCESS' | 'FAILED' | 'UNKNOWN';
  failReason: string | null;
  finishTime: Date | null;
}

/** Splitting payments that were prepaid with `isProfitSharing` (分账). Every command may be repeated as it was. */
export interface ProfitSharingPort {
  addReceiver(receiver: NewProfitReceiver): Promise<void>;

  /** The answer means accepted; each receiver's `result` says whether its money has moved. */
  shareProfit(request: ProfitSharingRequest): Promise<ProfitSharingState>;

  /** `null` only when WeChat Pay itself says, under a valid signature, that there is no such split. */
  queryProfitSharing(outOrderNo: string, transactionId: string): Promise<ProfitSharingState | null>;

  /** Fen of a payment that are still frozen for splitting. */
  queryUnsplitAmount(transactionId: string): Promise<number>;

  /** Ends the splitting of a payment and gives what is left to the merchant. */
  unfreeze(request: UnfreezeRequest): Promise<ProfitSharingState>;

  /** Takes a share back from a merchant; what came back cannot be split again. */
  returnProfit(request: ProfitReturnRequest): Promise<ProfitReturnState>;

  /** `null` only when WeChat Pay itself says, under a valid signature, that there is no such return. */
  queryProfitReturn(outReturnNo: string, outOrderNo: string): Promise<ProfitReturnState | null>;
}
