import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Deed, Outcome, RecordDocument, Verdict } from './deed';

interface Failure {
  response?: { data?: { error?: { message?: string } } };
}

/** Long enough to read what came of it, short enough not to see what is no longer true. */
const READ_ANEW_MS = 800;

const verdictOf = ({ done }: Deed, outcome: Outcome): Verdict =>
  typeof done === 'string' ? { isGood: true, message: done } : done(outcome);

/** Sends a deed and tells its outcome. The page is read anew, because what it shows is old now. */
export function useDeed(deed: Deed, record: { documentId: string; document: RecordDocument }) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSending, setIsSending] = useState(false);
  const send = async (body: Record<string, unknown>): Promise<boolean> => {
    setIsSending(true);
    try {
      const path = deed.path(record.documentId, record.document);
      const answer = (await post(path, { ...deed.body, ...body })) as { data: { data: Outcome } };
      const { isGood, message } = verdictOf(deed, answer.data.data);
      toggleNotification({ type: isGood ? 'success' : 'warning', message });
      setTimeout(() => window.location.reload(), READ_ANEW_MS);
      return true;
    } catch (error) {
      const message = (error as Failure).response?.data?.error?.message;
      toggleNotification({ type: 'danger', message: message ?? '操作没有完成，请稍后再试' });
      return false;
    } finally {
      setIsSending(false);
    }
  };
  return { send, isSending };
}
