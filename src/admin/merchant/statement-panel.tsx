import { Button } from '@strapi/design-system';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

interface PanelContext {
  model: string;
  documentId?: string;
}

interface Statement {
  fileName: string;
  csv: string;
}

/** The statement of a settlement as a file, for whoever may read the settlement. */
export function StatementPanel({ model, documentId }: PanelContext) {
  if (model !== 'api::merchant.settlement' || documentId === undefined) return null;
  return { title: '对账单', content: <SaveStatement documentId={documentId} /> };
}

function SaveStatement({ documentId }: { documentId: string }) {
  const { get } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isLoading, setIsLoading] = useState(false);
  const save = async () => {
    setIsLoading(true);
    try {
      const answer = (await get(`/shop/settlements/${documentId}/statement`)) as { data: { data: Statement } };
      saveFile(answer.data.data);
    } catch {
      toggleNotification({ type: 'danger', message: '对账单没有下载，请稍后再试' });
    } finally {
      setIsLoading(false);
    }
  };
  return (
    <Button variant="secondary" fullWidth loading={isLoading} onClick={() => void save()}>
      下载对账单（CSV）
    </Button>
  );
}

function saveFile({ fileName, csv }: Statement): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
