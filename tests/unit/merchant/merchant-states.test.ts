import {
  MERCHANT_TRANSITIONS,
  type MerchantEvent,
  type MerchantStatus,
  nextMerchantStatus,
} from '../../../src/domain/merchant/merchant-states';

const STATES = Object.keys(MERCHANT_TRANSITIONS) as MerchantStatus[];
const EVENTS: MerchantEvent[] = ['approve', 'reject', 'suspend', 'resume'];

const allowed: Record<string, MerchantStatus> = {
  'pending approve': 'active',
  'pending reject': 'rejected',
  'active suspend': 'suspended',
  'suspended resume': 'active',
};

describe('the life of a merchant', () => {
  const pairs = STATES.flatMap((status) => EVENTS.map((event) => [status, event] as const));

  it.each(pairs)('%s + %s leads where the contract says, or is refused with its state', (status, event) => {
    const next = allowed[`${status} ${event}`];
    const result = nextMerchantStatus(status, event);
    if (next) expect(result).toEqual({ ok: true, value: next });
    else
      expect(result).toMatchObject({
        ok: false,
        error: { name: 'BusinessError', code: 1000, details: { status, event } },
      });
  });
});
