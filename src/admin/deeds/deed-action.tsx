import { useRBAC } from '@strapi/strapi/admin';
import type { Deed, RecordDocument } from './deed';
import { DeedForm } from './deed-form';
import { useDeed } from './use-deed';

interface ActionContext {
  model: string;
  documentId?: string;
  document?: RecordDocument;
}

export const isDoneAtOnce = ({ explain, fields, Form }: Deed): boolean => !explain && !Form && fields.length === 0;

/** The deed in the menu of the record's row in the list. */
export function deedAction(deed: Deed) {
  const permissions = [{ action: `api::${deed.permission}`, subject: null }];
  const Form = deed.Form ?? DeedForm;
  return function DeedAction({ model, documentId = '', document = {} }: ActionContext) {
    const { allowedActions } = useRBAC(permissions);
    const { send } = useDeed(deed, { documentId, document });
    if (model !== deed.model || documentId === '' || !deed.isOffered(document)) return null;
    const action = {
      label: deed.label,
      position: 'table-row',
      disabled: !Object.values(allowedActions).some(Boolean),
      variant: deed.variant,
    };
    if (isDoneAtOnce(deed)) return { ...action, onClick: () => void send({}) };
    const content = ({ onClose }: { onClose: () => void }) => (
      <Form deed={deed} documentId={documentId} document={document} onClose={onClose} />
    );
    return { ...action, dialog: { type: 'modal', title: deed.label, content } };
  };
}
