import { Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { type ChangeEvent, useState } from 'react';
import type { DeedFormProps } from '../deeds/deed';
import { DeedFooter } from '../deeds/deed-footer';
import { useDeed } from '../deeds/use-deed';

type Typed = ChangeEvent<HTMLInputElement>;

const readDelta = (typed: string): number | null =>
  /^[+-]?[1-9]\d{0,6}$/.test(typed.trim()) ? Number(typed.trim()) : null;

/** Asks by how much and why. Stock changes by differences, because sales go on while somebody types. */
export function AdjustStockForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const [typedDelta, setTypedDelta] = useState('');
  const [reason, setReason] = useState('');
  const { send, isSending } = useDeed(deed, { documentId, document });
  const delta = readDelta(typedDelta);
  const isReady = delta !== null && reason.trim() !== '';
  const save = async () => {
    if (delta !== null && (await send({ delta, reason: reason.trim() }))) onClose();
  };
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Field.Root
            name="delta"
            required
            hint="增加填正数，减少填负数，例如 20 或 -3"
            error={typedDelta !== '' && delta === null ? '请输入不为 0 的整数' : undefined}
          >
            <Field.Label>增减数量</Field.Label>
            <TextInput
              value={typedDelta}
              onChange={(event: Typed) => {
                setTypedDelta(event.target.value);
              }}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
          <Field.Root name="reason" required hint="会写入库存流水和审计日志，例如：新到货、盘点差异、破损">
            <Field.Label>原因</Field.Label>
            <TextInput
              value={reason}
              maxLength={100}
              onChange={(event: Typed) => {
                setReason(event.target.value);
              }}
            />
            <Field.Hint />
          </Field.Root>
          <StockPreview available={document.available} delta={delta} />
        </Flex>
      </Modal.Body>
      <DeedFooter label="确认调整" isReady={isReady} isSending={isSending} onCancel={onClose} onConfirm={save} />
    </>
  );
}

/** What is on sale now and what it becomes; the record of a points good only points to its stock. */
function StockPreview({ available, delta }: { available: unknown; delta: number | null }) {
  if (typeof available !== 'number') return null;
  return (
    <Typography textColor="neutral600">
      可售数量：{available}
      {delta === null ? '' : ` → ${String(available + delta)}`}
    </Typography>
  );
}
