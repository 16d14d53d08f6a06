import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

export type Loading<Report> = { state: 'loading' } | { state: 'failed' } | { state: 'loaded'; report: Report };

/** What the server answers to a GET, read anew for every path; nothing is asked for null. */
export function useReport<Report>(path: string | null): Loading<Report> {
  const { get } = useFetchClient();
  const [loading, setLoading] = useState<Loading<Report>>({ state: 'loading' });
  useEffect(() => {
    if (path === null) return;
    let isWanted = true;
    setLoading({ state: 'loading' });
    const load = async () => {
      const next = await get<{ data: Report }>(path).then(
        ({ data }): Loading<Report> => ({ state: 'loaded', report: data.data }),
        (): Loading<Report> => ({ state: 'failed' }),
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
