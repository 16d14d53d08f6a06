import { type Loading, useStory } from '../story/use-story';

export interface PriceStep {
  type: string;
  label: string;
  /** Fen; negative when it lowers the price. */
  amount: number;
  /** Fen that are left after this step. */
  after: number;
}

export interface Story {
  itemsAmount: number;
  discountAmount: number;
  freightAmount: number;
  payAmount: number;
  timeline: { title: string; at: string; note: string | null; actorType: string; actor: string | null }[];
  items: { name: string; specs: Record<string, string>; priceExplanation: PriceStep[] }[];
}

/** What happened to an order and how its price came about. */
export const useOrderStory = (documentId: string): Loading<Story> =>
  useStory<Story>(`/shop/orders/${documentId}/story`);
