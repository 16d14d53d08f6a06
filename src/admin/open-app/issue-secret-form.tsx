import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { DeedFormProps } from '../deeds/deed';
import { DeedFooter } from '../deeds/deed-footer';

interface Issued {
  appId: string;
  secret: string;
}

/** Shows the new secret until it is closed, because nobody can look it up later. */
export function IssueSecretForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [issued, setIssued] = useState<Issued | null>(null);
  const [isSending, setIsSending] = useState(false);
  const issue = async () => {
    setIsSending(true);
    try {
      const answer = (await post(deed.path(documentId, document), {})) as { data: { data: Issued } };
      setIssued(answer.data.data);
    } catch {
      toggleNotification({ type: 'danger', message: '密钥没有生成，请稍后再试' });
    } finally {
      setIsSending(false);
    }
  };
  if (issued) return <IssuedSecret issued={issued} />;
  return (
    <>
      <Modal.Body>
        <Typography textColor="neutral800">
          {document.secretIssuedAt ? '新密钥生成后，原来的密钥立即失效。' : '密钥只显示一次，请准备好保存它的地方。'}
        </Typography>
      </Modal.Body>
      <DeedFooter label="生成" isDanger isReady isSending={isSending} onCancel={onClose} onConfirm={issue} />
    </>
  );
}

function IssuedSecret({ issued }: { issued: Issued }) {
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <ReadOnly label="应用编号（X-App-Id）" value={issued.appId} />
          <ReadOnly label="密钥" value={issued.secret} hint="关闭后无法再次查看，请现在复制到对方系统。" />
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          已保存，关闭
        </Button>
      </Modal.Footer>
    </>
  );
}

function ReadOnly({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <Field.Root name={label} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <TextInput value={value} readOnly />
      <Field.Hint />
    </Field.Root>
  );
}
