import { ArrowsCounterClockwise as AdjustIcon } from '@strapi/icons';
import { useRBAC } from '@strapi/strapi/admin';
import { AdjustStockForm } from './adjust-stock-form';

const PERMISSIONS = [{ action: 'api::inventory.adjust', subject: null }];

interface ActionContext {
  model: string;
  documentId?: string;
  document?: { available?: number };
}

/** The button 调整库存 on an inventory: the only way to change stock by hand. */
export function AdjustStock({ model, documentId, document }: ActionContext) {
  const { allowedActions } = useRBAC(PERMISSIONS);
  if (model !== 'api::catalog.inventory' || documentId === undefined) return null;
  return {
    label: '调整库存',
    icon: <AdjustIcon />,
    position: ['panel', 'table-row'],
    disabled: allowedActions.canAdjust !== true,
    variant: 'default',
    dialog: {
      type: 'modal',
      title: '调整库存',
      content: ({ onClose }: { onClose: () => void }) => (
        <AdjustStockForm documentId={documentId} available={document?.available ?? 0} onClose={onClose} />
      ),
    },
  };
}
