import { Button, Modal } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';

interface ReportButtonProps {
  label: string;
  icon: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

/** Opens something to read, not to change, over the page. */
export function ReportButton({ label, icon, isWide = false, children }: ReportButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
  };
  return (
    <>
      <Button
        variant="secondary"
        startIcon={icon}
        fullWidth={isWide}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {label}
      </Button>
      <Modal.Root open={isOpen} onOpenChange={setIsOpen}>
        <Modal.Content>
          <Modal.Header>
            <Modal.Title>{label}</Modal.Title>
          </Modal.Header>
          <Modal.Body>{children}</Modal.Body>
          <Modal.Footer>
            <span />
            <Button variant="tertiary" onClick={close}>
              关闭
            </Button>
          </Modal.Footer>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}
