import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { DeedFormProps } from '../deeds/deed';
import { DeedFooter } from '../deeds/deed-footer';

interface Contact {
  phone: string;
  contactName: string | null;
}

interface Failure {
  response?: { data?: { error?: { message?: string } } };
}

/** Shows the whole number in the dialog and nowhere else: it is gone when the dialog closes. */
export function ShowPhoneForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [contact, setContact] = useState<Contact | null>(null);
  const [isSending, setIsSending] = useState(false);
  const show = async () => {
    setIsSending(true);
    try {
      const answer = (await post(deed.path(documentId, document), {})) as { data: { data: Contact } };
      setContact(answer.data.data);
    } catch (error) {
      const message = (error as Failure).response?.data?.error?.message;
      toggleNotification({ type: 'danger', message: message ?? '没有读到联系电话，请稍后再试' });
    } finally {
      setIsSending(false);
    }
  };
  if (contact) return <ShownPhone contact={contact} onClose={onClose} />;
  return (
    <>
      <Modal.Body>
        <Typography textColor="neutral800">完整号码只在这里显示；谁在什么时候查看过，会记入操作日志。</Typography>
      </Modal.Body>
      <DeedFooter label="查看" isReady isSending={isSending} onCancel={onClose} onConfirm={show} />
    </>
  );
}

function ShownPhone({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography textColor="neutral600">{contact.contactName ?? '联系人'}</Typography>
          <Typography variant="alpha">{contact.phone}</Typography>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button onClick={onClose}>关闭</Button>
      </Modal.Footer>
    </>
  );
}
