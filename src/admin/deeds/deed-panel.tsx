import { Button, Flex, Modal } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Deed, RecordDocument } from './deed';
import { isDoneAtOnce } from './deed-action';
import { DeedForm } from './deed-form';
import { useDeed } from './use-deed';

interface PanelContext {
  model: string;
  documentId?: string;
  document?: RecordDocument;
}

/** All that can be done with a record now, beside it and without a menu to open first. */
export function deedPanel(deeds: readonly Deed[]) {
  return function DeedPanel({ model, documentId, document }: PanelContext) {
    if (documentId === undefined || !document) return null;
    const offered = deeds.filter((deed) => deed.model === model && deed.isOffered(document));
    if (offered.length === 0) return null;
    return {
      title: '处理',
      content: (
        <Flex direction="column" alignItems="stretch" gap={2} width="100%">
          {offered.map((deed) => (
            <DeedButton key={deed.label} deed={deed} documentId={documentId} document={document} />
          ))}
        </Flex>
      ),
    };
  };
}

interface DeedButtonProps {
  deed: Deed;
  documentId: string;
  document: RecordDocument;
}

function DeedButton({ deed, documentId, document }: DeedButtonProps) {
  const { allowedActions } = useRBAC([{ action: `api::${deed.permission}`, subject: null }]);
  const { send, isSending } = useDeed(deed, { documentId, document });
  const [isOpen, setIsOpen] = useState(false);
  const Form = deed.Form ?? DeedForm;
  const press = () => {
    if (isDoneAtOnce(deed)) void send({});
    else setIsOpen(true);
  };
  return (
    <>
      <Button
        variant={deed.variant}
        fullWidth
        loading={isSending}
        disabled={!Object.values(allowedActions).some(Boolean)}
        onClick={press}
      >
        {deed.label}
      </Button>
      <Modal.Root open={isOpen} onOpenChange={setIsOpen}>
        <Modal.Content>
          <Modal.Header>
            <Modal.Title>{deed.label}</Modal.Title>
          </Modal.Header>
          <Form
            deed={deed}
            documentId={documentId}
            document={document}
            onClose={() => {
              setIsOpen(false);
            }}
          />
        </Modal.Content>
      </Modal.Root>
    </>
  );
}
