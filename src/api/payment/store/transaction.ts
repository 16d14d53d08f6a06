import type { TransactionFacts } from '../../../domain/payment/types';
import type { PaymentState } from '../../../gateways/wechat-pay/port';

/** WeChat's view of a payment in the words of the core. */
export function toTransaction(state: PaymentState): TransactionFacts & { successTime: Date | null } {
  return {
    appId: state.appId,
    mchId: state.mchId,
    outTradeNo: state.outTradeNo,
    tradeState: state.tradeState,
    transactionId: state.transactionId,
    amountTotal: state.amountFen,
    currency: state.currency,
    payerOpenid: state.payerOpenid,
    successTime: state.successTime,
  };
}
