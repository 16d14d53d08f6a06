import { Button, Modal } from '@strapi/design-system';

interface DeedFooterProps {
  label: string;
  isDanger?: boolean;
  isReady: boolean;
  isSending: boolean;
  onCancel: () => void;
  onConfirm: () => Promise<void>;
}

/** The two ways out of a deed's form. */
export function DeedFooter({ label, isDanger = false, isReady, isSending, onCancel, onConfirm }: DeedFooterProps) {
  return (
    <Modal.Footer>
      <Button variant="tertiary" onClick={onCancel}>
        取消
      </Button>
      <Button
        variant={isDanger ? 'danger' : 'default'}
        onClick={() => void onConfirm()}
        disabled={!isReady}
        loading={isSending}
      >
        {label}
      </Button>
    </Modal.Footer>
  );
}
