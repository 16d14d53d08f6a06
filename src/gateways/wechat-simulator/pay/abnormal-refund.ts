import { z } from 'zod';
import { fingerprint } from '../crypto';
import type { SimulatedRefund } from '../state';
import type { PayInput } from './pay-route';
import { differsFromFirstRequest, invalidParameter, invalidRequest, resourceNotExists } from './refusal';
import { parseBody } from './request-body';
import { openSealed } from './sealed-fields';

const abnormalRequest = z.strictObject({
  out_refund_no: z.string().min(1).max(64),
  type: z.enum(['USER_BANK_CARD', 'MERCHANT_BANK_CARD']),
  bank_type: z.string().min(1).max(32).optional(),
  bank_account: z.string().min(1).max(1024).optional(),
  real_name: z.string().min(1).max(1024).optional(),
});

/** The request with its confidential fields readable, which is what a repetition is compared by. */
function opened(input: PayInput): z.infer<typeof abnormalRequest> {
  const request = parseBody(abnormalRequest, input.body);
  const { type, bank_type: bank, bank_account: account, real_name: name } = request;
  if (type === 'USER_BANK_CARD' && !(bank && account && name)) throw invalidParameter('缺少用户银行卡信息');
  return {
    ...request,
    ...(account === undefined ? {} : { bank_account: openSealed(input, '/bank_account', account) }),
    ...(name === undefined ? {} : { real_name: openSealed(input, '/real_name', name) }),
  };
}

/** Puts an ABNORMAL refund on its way again; the same request again changes nothing (wechat.md A9). */
export function acceptAbnormalRefund(input: PayInput): SimulatedRefund {
  const { world, params } = input;
  const request = opened(input);
  const refund = world.state.refunds[request.out_refund_no];
  if (!refund || refund.refundId !== params.refundId) throw resourceNotExists('退款单不存在');
  const hash = fingerprint(request);
  if (refund.status !== 'ABNORMAL') {
    if (refund.abnormalHash === null) throw invalidRequest('退款单不是异常状态，无法发起异常退款');
    if (refund.abnormalHash !== hash) throw differsFromFirstRequest();
    return refund;
  }
  const { refundSettleSeconds: seconds } = world.state.settings;
  refund.abnormalHash = hash;
  refund.status = 'PROCESSING';
  refund.settlesAt = seconds === null ? null : world.nowMs() + seconds * 1000;
  return refund;
}
