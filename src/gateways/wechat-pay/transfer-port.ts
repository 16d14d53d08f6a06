export interface TransferRequest {
  /** 1–32 letters and digits. The same number is the same transfer; a new one pays a second time. */
  outBillNo: string;
  openid: string;
  amountFen: number;
  /** Of the merchant's contract, e.g. 1000 marketing, 1005 commission. */
  sceneId: string;
  /** Shown to the receiver; cut to 32 characters. */
  remark: string;
  /** The receiver's real name, sent encrypted; needed from 2000 yuan on. */
  userName?: string;
  /** What the scene asks to be reported, e.g. `{ type: '岗位类型', content: '团长' }`. */
  reports: { type: string; content: string }[];
  /** Absolute http(s) URL without a query string. */
  notifyUrl: string;
}

/** Only `FAIL` and `CANCELLED` justify a new number. `UNKNOWN` stands for a value WeChat has added since. */
export type TransferStatus =
  | 'ACCEPTED'
  | 'PROCESSING'
  | 'WAIT_USER_CONFIRM'
  | 'TRANSFERING'
  | 'SUCCESS'
  | 'FAIL'
  | 'CANCELING'
  | 'CANCELLED'
  | 'UNKNOWN';

/** A transfer as WeChat Pay sees it; what an answer leaves out is `null`. */
export interface TransferState {
  outBillNo: string;
  transferBillNo: string;
  state: TransferStatus;
  /** For `wx.requestMerchantTransfer`, with `WAIT_USER_CONFIRM` in the answer to the request. */
  packageInfo: string | null;
  mchId: string | null;
  amountFen: number | null;
  openid: string | null;
  failReason: string | null;
  createTime: Date | null;
  updateTime: Date | null;
}

/** Money from the merchant to a user (商家转账), who confirms it in WeChat. */
export interface TransferPort {
  /** The answer means accepted; the money has moved only when the state is `SUCCESS`. */
  requestTransfer(request: TransferRequest): Promise<TransferState>;

  /**
   * `null` only when WeChat Pay itself says, under a valid signature, that there is no such transfer; shortly after a
   * request without an answer it may still appear.
   */
  queryTransfer(outBillNo: string): Promise<TransferState | null>;

  /** Withdraws a transfer the user has not confirmed yet. The end of it shows in the query. */
  cancelTransfer(outBillNo: string): Promise<TransferState>;

  /** Throws `NotificationRejectedError` (`format`) when the object is no transfer. */
  readTransferResource(resource: unknown): TransferState;
}
