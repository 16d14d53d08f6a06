import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

interface Failure {
  response?: { data?: { error?: { message?: string } } };
}

/** Sends an adjustment; tells the outcome and whether it was made. The page is read anew, because its numbers are old now. */
export function useAdjustStock(documentId: string) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSaving, setIsSaving] = useState(false);
  const adjust = async (delta: number, reason: string): Promise<boolean> => {
    setIsSaving(true);
    try {
      await post(`/shop/inventories/${documentId}/adjust`, { delta, reason });
      toggleNotification({ type: 'success', message: '库存已调整' });
      setTimeout(() => window.location.reload(), 600);
      return true;
    } catch (error) {
      const message = (error as Failure).response?.data?.error?.message;
      toggleNotification({ type: 'danger', message: message ?? '库存没有调整，请稍后再试' });
      return false;
    } finally {
      setIsSaving(false);
    }
  };
  return { adjust, isSaving };
}
