import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import { createRequestKey } from './request-key';
import type { Deed, Outcome, RecordDocument, Verdict } from './deed';

interface Refused {
  message?: string;
  details?: { reason?: string; status?: string };
}

interface Failure {
  response?: { data?: { error?: Refused } };
}

interface Told {
  type: 'success' | 'warning' | 'danger';
  message: string;
}

/** Where an outcome waits while the page is read anew. */
const KEPT_OUTCOME = 'mallard:deed-outcome';

function takeOutcome(): Told | null {
  const kept = sessionStorage.getItem(KEPT_OUTCOME);
  sessionStorage.removeItem(KEPT_OUTCOME);
  return kept === null ? null : (JSON.parse(kept) as Told);
}

function readAnew(outcome: Told): void {
  sessionStorage.setItem(KEPT_OUTCOME, JSON.stringify(outcome));
  window.location.reload();
}

const verdictOf = ({ done }: Deed, outcome: Outcome): Verdict =>
  typeof done === 'string' ? { isGood: true, message: done } : done(outcome);

const ownBodyOf = ({ body }: Deed, document: RecordDocument): Record<string, unknown> =>
  typeof body === 'function' ? body(document) : { ...body };

/** A refusal that names the state of the record, or tells of other amounts, means that the page shows neither. */
const isOfOldPage = ({ details }: Refused): boolean =>
  details?.status !== undefined || details?.reason === 'amount_changed';

/** Nobody knows whether a deed was done whose answer got lost. */
const failureOf = (refusal: Refused | undefined, { isKeyed }: Deed): string => {
  if (refusal?.message !== undefined) return refusal.message;
  return isKeyed ? '没有收到结果，请再点一次，不会重复执行' : '没有收到结果，请刷新页面，看看操作是否已经完成';
};

/**
 * Sends a deed. What the page shows is old then, so it is read anew at once, and the outcome is told on the new page: nobody can
 * act on what is no longer true. So it is when the deed was refused because the record is another by now; after every other refusal
 * the form stays with what was typed.
 */
export function useDeed(deed: Deed, record: { documentId: string; document: RecordDocument }) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isSending, setIsSending] = useState(false);
  const [key] = useState(createRequestKey);
  useEffect(() => {
    const outcome = takeOutcome();
    if (outcome) toggleNotification(outcome);
  }, [toggleNotification]);
  const send = async (body: Record<string, unknown>): Promise<boolean> => {
    setIsSending(true);
    try {
      const path = deed.path(record.documentId, record.document);
      const keyed = deed.isKeyed ? { key } : {};
      const answer = (await post(path, { ...ownBodyOf(deed, record.document), ...body, ...keyed })) as {
        data: { data: Outcome };
      };
      const { isGood, message } = verdictOf(deed, answer.data.data);
      readAnew({ type: isGood ? 'success' : 'warning', message });
      return true;
    } catch (error) {
      const refusal = (error as Failure).response?.data?.error;
      const told: Told = { type: 'danger', message: failureOf(refusal, deed) };
      if (refusal && isOfOldPage(refusal)) readAnew(told);
      else toggleNotification(told);
      setIsSending(false);
      return false;
    }
  };
  return { send, isSending };
}
