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
  /** Pages of the released mini-program version; null = every page exists. */
  releasedPages: z.array(z.string()).nullable(),
  /** How long one subscription message takes; a second one to the same user meanwhile is refused with 43108. */
  subscribeSendMilliseconds: z.number().min(0),
});

export type SimulatorSettings = z.infer<typeof simulatorSettings>;

export const DEFAULT_SETTINGS: SimulatorSettings = {
  keyMode: 'public-key',
  certificateSet: 'old',
  signatureProbeEvery: 0,
  refundSettleSeconds: 2,
  refundGapSeconds: 60,
  releasedPages: null,
  subscribeSendMilliseconds: 20,
};
