import type { Core, UID } from '@strapi/strapi';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { formAccountOf, type PanelAccount } from '../../../platform/http/panel-form';
import { dropCached } from '../../../platform/http/response-cache';
import { namedTargets } from './named-targets';
import { areOwn, isLimitedToOwn, merchantPathOf, merchantsOf } from './own-data';

/** What the document service does, and the permission of the form that allows it. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  create: 'create',
  clone: 'create',
  update: 'update',
  discardDraft: 'update',
  delete: 'delete',
  publish: 'publish',
  unpublish: 'publish',
};

const NOT_YOURS = {
  zh: '只能处理自己商户的数据，请检查所选的商户、商品和规格',
  en: 'Only records of your own merchants can be used',
};

interface Write {
  uid: string;
  action: string;
  documentId: string | undefined;
  data: Record<string, unknown>;
}

/**
 * Content-manager asks the conditions of a permission about the old version of a document only: not when one is created or copied,
 * not about what a change makes of it, and never about what it points to. For accounts that are limited to their own merchants
 * all of it is asked here, in the transaction of the write, so that what should not be is undone.
 */
export function guardWrites(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const permission = Object.hasOwn(PERMISSIONS, context.action) ? PERMISSIONS[context.action] : undefined;
    const account = permission && merchantPathOf(context.uid) ? formAccountOf(strapi) : null;
    if (!permission || !account) return next();
    const action = `plugin::content-manager.explorer.${permission}`;
    if (!(await isLimitedToOwn(strapi, account, { action, subject: context.uid }))) return next();
    const { documentId, data } = context.params as { documentId?: string; data?: Record<string, unknown> };
    const write = { uid: context.uid, action: context.action, documentId, data: data ?? {} };
    const result: unknown = await inTransaction(strapi, (trx) =>
      guarded(strapi, trx, { account, write, next: () => next() }),
    );
    // Dropped once within the transaction; readers may have kept the old answer until it was committed.
    await dropCached(strapi, [context.uid]);
    return result as Awaited<ReturnType<typeof next>>;
  });
}

interface ContentType {
  attributes: Record<string, { target?: string }>;
}

interface Guarded {
  account: PanelAccount;
  write: Write;
  next: () => Promise<unknown>;
}

async function guarded(strapi: Core.Strapi, trx: Trx, { account, write, next }: Guarded): Promise<unknown> {
  const merchants = await merchantsOf(trx, account.id);
  const { uid, documentId } = write;
  if (documentId) await assertOwn(strapi, { uid, documentIds: [documentId] }, merchants);
  await assertTargetsOwn(strapi, write, merchants);
  const result = await next();
  if (write.action === 'delete') return result;
  const made = (result as { documentId?: string } | null)?.documentId ?? documentId;
  await assertOwn(strapi, { uid, documentIds: made ? [made] : [] }, merchants);
  return result;
}

/** What a relation field names must belong to the account's merchants before the write, wherever it belongs after it. */
async function assertTargetsOwn(strapi: Core.Strapi, { uid, data }: Write, merchants: number[]): Promise<void> {
  const { attributes } = strapi.contentTypes[uid as UID.ContentType] as unknown as ContentType;
  for (const [name, { target }] of Object.entries(attributes)) {
    if (!target || !merchantPathOf(target) || !(name in data)) continue;
    await assertOwn(strapi, { uid: target, ...namedTargets(data[name]) }, merchants);
  }
}

async function assertOwn(
  strapi: Core.Strapi,
  records: Parameters<typeof areOwn>[1],
  merchants: number[],
): Promise<void> {
  if (!(await areOwn(strapi, records, merchants)))
    throw new Refusal('ForbiddenError', { contentType: records.uid }, NOT_YOURS);
}
