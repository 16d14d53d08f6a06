import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

export type Loading<Story> = { state: 'loading' } | { state: 'failed' } | { state: 'loaded'; story: Story };

/** What the panel tells about a document beyond its fields, read once for every document that is opened. */
export function useStory<Story>(path: string): Loading<Story> {
  const { get } = useFetchClient();
  const [loading, setLoading] = useState<Loading<Story>>({ state: 'loading' });
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const next = await get<{ data: Story }>(path).then(
        ({ data }): Loading<Story> => ({ state: 'loaded', story: data.data }),
        (): Loading<Story> => ({ state: 'failed' }),
      );
      if (isWanted) setLoading(next);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [path, get]);
  return loading;
}
