import { Field, Textarea, TextInput } from '@strapi/design-system';
import type { ChangeEvent } from 'react';
import MoneyInput from '../money/money-input';
import type { DeedField } from './deed';

export type Typed = string | number | null;

interface DeedInputProps {
  field: DeedField;
  value: Typed;
  onChange: (name: string, value: Typed) => void;
}

const LONGEST_NOTE = 200;

export function DeedInput({ field, value, onChange }: DeedInputProps) {
  const { name, label, hint, maxLength = LONGEST_NOTE } = field;
  const isRequired = field.isRequired === true;
  if (field.type === 'money')
    return <MoneyInput name={name} label={label} hint={hint} required={isRequired} value={value} onChange={onChange} />;
  const Input = field.type === 'longText' ? Textarea : TextInput;
  return (
    <Field.Root name={name} required={isRequired} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Input
        value={value === null ? '' : String(value)}
        maxLength={maxLength}
        onChange={(event: ChangeEvent<HTMLInputElement & HTMLTextAreaElement>) => {
          onChange(name, event.target.value);
        }}
      />
      <Field.Hint />
    </Field.Root>
  );
}
