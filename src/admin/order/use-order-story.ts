import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

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

type Loading = { state: 'loading' } | { state: 'failed' } | { state: 'loaded'; story: Story };

/** What happened to an order and how its price came about, read once for every order that is opened. */
export function useOrderStory(documentId: string): Loading {
  const { get } = useFetchClient();
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const next = await get<{ data: Story }>(`/shop/orders/${documentId}/story`).then(
        ({ data }): Loading => ({ state: 'loaded', story: data.data }),
        (): Loading => ({ state: 'failed' }),
      );
      if (isWanted) setLoading(next);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [documentId, get]);
  return loading;
}
