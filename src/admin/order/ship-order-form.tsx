import { Field, Flex, Modal, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import { type ChangeEvent, useState } from 'react';
import type { DeedFormProps } from '../deeds/deed';
import { DeedFooter } from '../deeds/deed-footer';
import { useDeed } from '../deeds/use-deed';
import { CARRIERS } from './carriers';
import { QuantityFields } from './quantity-fields';
import { type OpenLine, useOrderLines } from './use-order-lines';

const OWN_COURIER = '商家配送';

/** Pieces of the parcel by SKU; what was not touched goes with it whole. Null when a number makes no sense. */
function itemsOf(lines: OpenLine[], typed: Record<string, string>): { skuId: string; quantity: number }[] | null {
  const items = lines.map(({ skuId, left }) => ({ skuId, quantity: Number(typed[skuId] ?? left), left }));
  const isSound = items.every(({ quantity, left }) => Number.isInteger(quantity) && quantity >= 0 && quantity <= left);
  const chosen = items.filter(({ quantity }) => quantity > 0);
  return isSound && chosen.length > 0 ? chosen.map(({ skuId, quantity }) => ({ skuId, quantity })) : null;
}

/** Asks for the carrier, the number and what is in the parcel. */
export function ShipOrderForm({ deed, documentId, document, onClose }: DeedFormProps) {
  const isExpress = document.deliveryMode === 'express';
  const lines = useOrderLines(String(document.orderNo));
  const [carrier, setCarrier] = useState(isExpress ? '' : OWN_COURIER);
  const [trackingNo, setTrackingNo] = useState('');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { send, isSending } = useDeed(deed, { documentId, document });
  const items = Array.isArray(lines) ? itemsOf(lines, typed) : null;
  const number = trackingNo.trim();
  const isReady = items !== null && carrier !== '' && (number !== '' || !isExpress);
  const save = async () => {
    const body = { carrier, items, ...(number === '' ? {} : { trackingNo: number }) };
    if (isReady && (await send(body))) onClose();
  };
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Field.Root name="carrier" required>
            <Field.Label>快递公司</Field.Label>
            <SingleSelect
              value={carrier}
              placeholder="请选择"
              onChange={(value) => {
                setCarrier(String(value));
              }}
            >
              {[...CARRIERS, { code: OWN_COURIER, name: OWN_COURIER }].map(({ code, name }) => (
                <SingleSelectOption key={code} value={code}>
                  {name}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
          <Field.Root name="trackingNo" required={isExpress} hint={isExpress ? undefined : '自己配送可以不填'}>
            <Field.Label>快递单号</Field.Label>
            <TextInput
              value={trackingNo}
              maxLength={40}
              onChange={(event: ChangeEvent<HTMLInputElement>) => {
                setTrackingNo(event.target.value);
              }}
            />
            <Field.Hint />
          </Field.Root>
          {lines === 'failed' && <Typography textColor="danger600">商品没有读到，请刷新页面再试</Typography>}
          {Array.isArray(lines) && <QuantityFields lines={lines} typed={typed} onType={setTyped} />}
        </Flex>
      </Modal.Body>
      <DeedFooter label="确认发货" isReady={isReady} isSending={isSending} onCancel={onClose} onConfirm={save} />
    </>
  );
}
