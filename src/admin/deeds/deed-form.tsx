import { Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { DeedField, DeedFormProps, RecordDocument } from './deed';
import { DeedFooter } from './deed-footer';
import { DeedInput, type Typed } from './deed-input';
import { useDeed } from './use-deed';

type Values = Record<string, Typed>;

const initialOf = (fields: readonly DeedField[], document: RecordDocument): Values =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, initial?.(document) ?? null]));

/** Money that cannot be read stays text in the money field, and must not be sent. */
function isUsable({ type, isRequired, pattern }: DeedField, value: Typed | undefined): boolean {
  if (type === 'money' && typeof value === 'string') return false;
  const text = typeof value === 'string' ? value.trim() : String(value ?? '');
  if (text === '') return isRequired !== true;
  return pattern?.test(text) ?? true;
}

function bodyOf(fields: readonly DeedField[], values: Values): Record<string, unknown> {
  const filled = fields.flatMap(({ name }) => {
    const value = values[name];
    const sent = typeof value === 'string' ? value.trim() : value;
    return sent === undefined || sent === null || sent === '' ? [] : [[name, sent] as const];
  });
  return Object.fromEntries(filled);
}

/** Says what will happen, asks for what it needs, and does it. */
export function DeedForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const [values, setValues] = useState<Values>(() => initialOf(deed.fields, document));
  const { send, isSending } = useDeed(deed, { documentId, document });
  const change = (name: string, value: Typed) => {
    setValues((known) => ({ ...known, [name]: value }));
  };
  const isReady = deed.fields.every((field) => isUsable(field, values[field.name]));
  const confirm = async () => {
    if (await send(bodyOf(deed.fields, values))) onClose();
  };
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {deed.explain && <Typography textColor="neutral800">{deed.explain(document)}</Typography>}
          {deed.fields.map((field) => (
            <DeedInput key={field.name} field={field} value={values[field.name] ?? null} onChange={change} />
          ))}
        </Flex>
      </Modal.Body>
      <DeedFooter
        label={deed.label}
        isDanger={deed.variant === 'danger'}
        isReady={isReady}
        isSending={isSending}
        onCancel={onClose}
        onConfirm={confirm}
      />
    </>
  );
}
