import { z } from 'zod';

/** Everything about the simulated platform that a test or a demo may change while it runs. */
export const simulatorSettings = z.strictObject({
  /** `public-key`: newer merchants; `certificate`: older ones; `mixed`: a migration, notifications alternate. */
  keyMode: z.enum(['public-key', 'certificate', 'mixed']),
  /** Which platform certificates are in force; the newest of them signs. `both` is the rotation window. */
  certificateSet: z.enum(['old', 'both', 'new']),
  /** Every n-th delivery carries a deliberately wrong `WECHATPAY/SIGNTEST/` signature; 0 = never. */
  signatureProbeEvery: z.int().min(0),
  /** Seconds from acceptance of a refund to SUCCESS; null = only the control interface settles refunds. */
  refundSettleSeconds: z.number().min(0).nullable(),
  /** Least seconds between two refunds of one order. */
  refundGapSeconds: z.number().min(0),
  /** Seconds from acceptance of a split to its end; null = only the control interface ends splits. */
  profitSharingSettleSeconds: z.number().min(0).nullable(),
  /** The largest part of a payment that may be split, in basis points. */
  profitSharingMaxBps: z.int().min(100).max(10_000),
  /** Why returns of shares fail; null = they succeed. */
  profitReturnFailReason: z.string().min(1).nullable(),
  /** The platform's fee in basis points, taken with each payment and given back in part with each refund. */
  feeBps: z.int().min(0).max(1000),
  /** Bills are out at once, those of today too, instead of at ten on the next morning. */
  billsReadyAtOnce: z.boolean(),
  /** Pages of the released mini-program version; null = every page exists. */
  releasedPages: z.array(z.string()).nullable(),
  /** How long one subscription message takes; a second one to the same user meanwhile is refused with 43108. */
  subscribeSendMilliseconds: z.number().min(0),
  /** So long after a payment the shipping service answers 10060001 for it. */
  shippingFiledAfterSeconds: z.number().min(0),
  /** Whether this mini-program has to upload shipping information. */
  isTradeManaged: z.boolean(),
  /** Seconds from handing a picture in to its verdict; null = only the control interface gives verdicts. */
  mediaCheckSeconds: z.number().min(0).nullable(),
  /** WeChat draws codes in either format and says nowhere when. */
  codeImageFormat: z.enum(['png', 'jpeg']),
  /** What code images lead to, the scene follows; null = they hold the page and the scene, for no camera to open. */
  scanUrl: z.url({ protocol: /^https?$/ }).nullable(),
  /** Where events are pushed to; null = they are only written down. */
  pushUrl: z.url({ protocol: /^https?$/ }).nullable(),
  pushMode: z.enum(['plain', 'compatible', 'safe']),
  pushFormat: z.enum(['json', 'xml']),
});

export type SimulatorSettings = z.infer<typeof simulatorSettings>;

export const DEFAULT_SETTINGS: SimulatorSettings = {
  keyMode: 'public-key',
  certificateSet: 'old',
  signatureProbeEvery: 0,
  refundSettleSeconds: 2,
  refundGapSeconds: 60,
  profitSharingSettleSeconds: 2,
  profitSharingMaxBps: 3000,
  profitReturnFailReason: null,
  feeBps: 0,
  billsReadyAtOnce: false,
  releasedPages: null,
  subscribeSendMilliseconds: 20,
  shippingFiledAfterSeconds: 5,
  isTradeManaged: true,
  mediaCheckSeconds: 1,
  codeImageFormat: 'png',
  scanUrl: null,
  pushUrl: null,
  pushMode: 'safe',
  pushFormat: 'json',
};
