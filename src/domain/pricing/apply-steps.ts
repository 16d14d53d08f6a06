import type { PriceDraft } from './price-draft';
import { discountDraft } from './price-draft';
import type { PriceStep } from './types';
import { PRICE_STAGES } from './types';

/** Runs the steps stage by stage, whatever order they were collected in; each sees what the earlier ones have left. */
export function applySteps(draft: PriceDraft, steps: readonly PriceStep[]): PriceDraft {
  return PRICE_STAGES.flatMap((stage) => steps.filter((step) => step.stage === stage)).reduce(applyStep, draft);
}

function applyStep(draft: PriceDraft, step: PriceStep): PriceDraft {
  const outcome = step.apply(draft.lines);
  const discounted = outcome.discounts.reduce(discountDraft, draft);
  return outcome.freeFreight === true ? { ...discounted, hasFreeFreight: true } : discounted;
}
