import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

interface StoredLine {
  skuDocumentId: string;
  name: string;
  quantity: number;
  shippedQuantity: number | null;
  cancelledQuantity: number | null;
}

export interface OpenLine {
  skuId: string;
  name: string;
  /** Pieces that have not been sent. */
  left: number;
}

const toOpenLine = (line: StoredLine): OpenLine => ({
  skuId: line.skuDocumentId,
  name: line.name,
  left: line.quantity - (line.shippedQuantity ?? 0) - (line.cancelledQuantity ?? 0),
});

/** What is left to send of an order; null while it loads, 'failed' when it cannot be read. */
export function useOrderLines(orderNo: string): OpenLine[] | null | 'failed' {
  const { get } = useFetchClient();
  const [lines, setLines] = useState<OpenLine[] | null | 'failed'>(null);
  useEffect(() => {
    const query = new URLSearchParams({
      'filters[$and][0][order][orderNo][$eq]': orderNo,
      sort: 'lineNo:ASC',
      pageSize: '100',
    });
    get<{ results: StoredLine[] }>(`/content-manager/collection-types/api::order.order-item?${query.toString()}`)
      .then(({ data }) => {
        setLines(data.results.map(toOpenLine).filter(({ left }) => left > 0));
      })
      .catch(() => {
        setLines('failed');
      });
  }, [get, orderNo]);
  return lines;
}
