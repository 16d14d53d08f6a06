import { Field, TextInput } from '@strapi/design-system';
import type { FieldProps } from '../panel-types';
import { priceTag } from './yuan-text';

interface MoneyTotalProps extends FieldProps {
  /** Fen; integers of 64 bits travel as text. */
  value?: number | string | null;
}

/** Shows a sum in yuan. Nobody types one, so it is never enabled. */
export default function MoneyTotal({ name, value, label, labelAction, hint }: MoneyTotalProps) {
  const text = value === null || value === undefined ? '-' : priceTag(Number(value));
  return (
    <Field.Root name={name} hint={hint}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <TextInput disabled value={text} />
      <Field.Hint />
    </Field.Root>
  );
}
