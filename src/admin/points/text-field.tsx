import { Field, TextInput } from '@strapi/design-system';
import type { ChangeEvent } from 'react';

interface TextFieldProps {
  name: string;
  label: string;
  hint: string;
  error?: string | undefined;
  maxLength?: number;
  value: string;
  onChange: (value: string) => void;
}

/** A required line of text, in a form of ours. */
export function TextField({ name, label, hint, error, maxLength, value, onChange }: TextFieldProps) {
  return (
    <Field.Root name={name} required hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <TextInput
        value={value}
        maxLength={maxLength}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          onChange(event.target.value);
        }}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
