import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../platform/audit';
import { now } from '../../platform/container';
import { inTransaction, type Trx } from '../../platform/database/in-transaction';
import { formAccountOf } from '../../platform/http/panel-form';
import { dropCached } from '../../platform/http/response-cache';

const MERCHANT = 'api::merchant.merchant';
const WRITES = new Set(['create', 'clone', 'update']);

/** Who gets how much of a merchant's trade, as a merchant has it that nobody has set it for. */
const NO_TERMS = {
  commissionBps: 0,
  sharesProfit: false,
  receiverType: 'MERCHANT_ID',
  receiverAccount: null,
  receiverName: null,
} as const;

const NAMES = Object.keys(NO_TERMS) as (keyof typeof NO_TERMS)[];

type Terms = Record<keyof typeof NO_TERMS, unknown>;

interface Write {
  action: string;
  documentId: string | undefined;
  next: () => Promise<unknown>;
}

/** Whoever changes in a form where the money of a merchant goes is on record, with what it was before. */
export function recordTerms(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const { action } = context;
    const account = context.uid === MERCHANT && WRITES.has(action) ? formAccountOf(strapi) : null;
    if (!account) return next();
    const { documentId, data } = context.params as { documentId?: string; data?: Partial<Terms> };
    // Content-manager empties in a copy what the account may not set, also what must not be empty.
    if (action === 'clone' && data?.sharesProfit === null) data.sharesProfit = false;
    const write = { action, documentId, next: () => next() };
    const result = await inTransaction(strapi, (trx) => recorded(strapi, trx, { write, actor: account.email }));
    // Dropped once within the transaction; readers may have kept the old answer until it was committed.
    await dropCached(strapi, [MERCHANT]);
    return result as Awaited<ReturnType<typeof next>>;
  });
}

async function recorded(
  strapi: Core.Strapi,
  trx: Trx,
  { write, actor }: { write: Write; actor: string },
): Promise<unknown> {
  const { action, documentId, next } = write;
  const old = action === 'update' && documentId ? await termsOf(strapi, trx, documentId) : NO_TERMS;
  const result = await next();
  const madeId = (result as { documentId?: string } | null)?.documentId;
  const terms = madeId ? await termsOf(strapi, trx, madeId) : null;
  const changed = terms && old ? NAMES.filter((name) => terms[name] !== old[name]) : [];
  if (!madeId || changed.length === 0) return result;
  const pick = (from: Terms | null) => Object.fromEntries(changed.map((name) => [name, from?.[name]]));
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor,
    action: 'merchant.change-terms',
    subject: MERCHANT,
    subjectId: madeId,
    before: pick(old),
    after: pick(terms),
    at: now(strapi),
  });
  return result;
}

async function termsOf(strapi: Core.Strapi, trx: Trx, documentId: string): Promise<Terms | null> {
  await trx('merchants').where({ document_id: documentId }).forUpdate().first('id');
  return (await strapi.db.query(MERCHANT).findOne({ where: { documentId }, select: [...NAMES] })) as Terms | null;
}
