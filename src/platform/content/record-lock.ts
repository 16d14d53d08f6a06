import type { Core, UID } from '@strapi/strapi';
import { Refusal } from '../errors/refusal';

const WRITES = new Set(['create', 'update', 'delete', 'clone', 'publish', 'unpublish', 'discardDraft']);
const FORM_ACTIONS = /^plugin::content-manager\.explorer\.(create|update|delete|publish)$/;

/** The part of Strapi's permission service that is used here; Strapi leaves it untyped. */
interface PermissionService {
  actionProvider: { hooks: { willRegister: { register(handler: (call: { value: FormAction }) => void): unknown } } };
}

interface FormAction {
  actionId: string;
  subjects?: string[];
}

interface Declarations {
  records: Set<string>;
  derived: Map<string, string[]>;
}

const declarations = new WeakMap<Core.Strapi, Declarations>();

function declarationsOf(strapi: Core.Strapi): Declarations {
  const known = declarations.get(strapi);
  if (known) return known;
  const created: Declarations = { records: new Set(), derived: new Map() };
  declarations.set(strapi, created);
  return created;
}

/** Declares content types that belong to the system: shown and searched in the admin panel, never written by a form or core route. */
export function declareRecords(strapi: Core.Strapi, uids: UID.ContentType[]): void {
  for (const uid of uids) declarationsOf(strapi).records.add(uid);
}

/** Declares attributes of editable content that the system computes: whatever a form sends for them is dropped. */
export function declareDerived(strapi: Core.Strapi, uid: UID.ContentType, attributes: string[]): void {
  declarationsOf(strapi).derived.set(uid, attributes);
}

/**
 * Enforces the declarations twice: the form actions lose these subjects before they are registered, so that no role – the
 * super admin included – can hold them; and the document service refuses writes that come from anywhere else.
 */
export function enforceRecordLock(strapi: Core.Strapi): void {
  const { records, derived } = declarationsOf(strapi);
  const permissions = strapi.service('admin::permission') as unknown as PermissionService;
  permissions.actionProvider.hooks.willRegister.register(({ value }) => {
    if (FORM_ACTIONS.test(value.actionId)) value.subjects = value.subjects?.filter((uid) => !records.has(uid));
  });
  strapi.documents.use((context, next) => {
    if (!WRITES.has(context.action)) return next();
    if (records.has(context.uid)) {
      throw new Refusal(
        'ForbiddenError',
        { contentType: context.uid },
        { zh: '该数据只能由业务流程变更', en: 'Only business actions change this record' },
      );
    }
    const data = (context.params as { data?: Record<string, unknown> }).data;
    for (const attribute of derived.get(context.uid) ?? []) if (data) Reflect.deleteProperty(data, attribute);
    return next();
  });
}
