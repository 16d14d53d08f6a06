import { Field, TextInput, Typography } from '@strapi/design-system';
import type { ChangeEvent } from 'react';
import type { OpenLine } from './use-order-lines';

interface QuantityFieldsProps {
  lines: OpenLine[];
  typed: Record<string, string>;
  onType: (typed: Record<string, string>) => void;
}

/** How many pieces of each line are in the parcel; all that are left, unless somebody says otherwise. */
export function QuantityFields({ lines, typed, onType }: QuantityFieldsProps) {
  if (lines.length === 0) return <Typography textColor="neutral600">没有待发的商品</Typography>;
  return (
    <>
      {lines.map(({ skuId, name, left }) => (
        <Field.Root key={skuId} name={`quantity-${skuId}`} hint={`待发 ${String(left)} 件，不在这个包裹里就填 0`}>
          <Field.Label>{name}</Field.Label>
          <TextInput
            value={typed[skuId] ?? String(left)}
            maxLength={4}
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              onType({ ...typed, [skuId]: event.target.value });
            }}
          />
          <Field.Hint />
        </Field.Root>
      ))}
    </>
  );
}
