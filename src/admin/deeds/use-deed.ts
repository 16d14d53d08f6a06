import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import type { Deed, Outcome, RecordDocument, Verdict } from './deed';

interface Failure {
  response?: { data?: { error?: { message?: string } } };
}

interface Told {
  type: 'success' | 'warning';
  message: string;
}

/** Where an outcome waits while the page is read anew. */
const KEPT_OUTCOME = 'mallard:deed-outcome';

function takeOutcome(): Told | null {
  const kept = sessionStorage.getItem(KEPT_OUTCOME);
  sessionStorage.removeItem(KEPT_OUTCOME);
  return kept === null ? null : (JSON.parse(kept) as Told);
}

const verdictOf = ({ done }: Deed, outcome: Outcome): Verdict =>
  typeof done === 'string' ? { isGood: true, message: done } : done(outcome);

const ownBodyOf = ({ body }: Deed, document: RecordDocument): Record<string, unknown> =>
  typeof body === 'function' ? body(document) : { ...body };

/**
 * Sends a deed. What the page shows is old then, so it is read anew at once, and the outcome is told on the new page: nobody can
 * act on what is no longer true.
 */
export function useDeed(deed: Deed, record: { documentId: string; document: RecordDocument }) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSending, setIsSending] = useState(false);
  useEffect(() => {
    const outcome = takeOutcome();
    if (outcome) toggleNotification(outcome);
  }, [toggleNotification]);
  const send = async (body: Record<string, unknown>): Promise<boolean> => {
    setIsSending(true);
    try {
      const path = deed.path(record.documentId, record.document);
      const answer = (await post(path, { ...ownBodyOf(deed, record.document), ...body })) as {
        data: { data: Outcome };
      };
      const { isGood, message } = verdictOf(deed, answer.data.data);
      const outcome: Told = { type: isGood ? 'success' : 'warning', message };
      sessionStorage.setItem(KEPT_OUTCOME, JSON.stringify(outcome));
      window.location.reload();
      return true;
    } catch (error) {
      const message = (error as Failure).response?.data?.error?.message;
      toggleNotification({ type: 'danger', message: message ?? '操作没有完成，请稍后再试' });
      setIsSending(false);
      return false;
    }
  };
  return { send, isSending };
}
