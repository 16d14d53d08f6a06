import { Field, TextInput, Typography } from '@strapi/design-system';
import { type ChangeEvent, useState } from 'react';
import type { FieldProps } from '../panel-types';
import { priceTag, readYuan, yuanText } from './yuan-text';

interface MoneyInputProps extends FieldProps {
  /** Fen, or `¥` and what was typed when that is no amount: text can not be saved into an integer, so the form stays open. */
  value?: number | string | null;
  error?: string;
  onChange: (name: string, value: number | string | null) => void;
}

const UNREADABLE = '¥';

/** Types and shows an amount in yuan with two decimals while the form keeps integer fen. */
export default function MoneyInput({ name, value, error, onChange, attribute, ...props }: MoneyInputProps) {
  const [typing, setTyping] = useState<string | null>(null);
  const least = attribute?.min ?? 0;
  const change = (typed: string) => {
    setTyping(typed);
    const read = readYuan(typed, least);
    onChange(name, read.isRead ? read.fen : UNREADABLE + typed);
  };
  return (
    <Field.Root
      name={name}
      error={problemOf(value, least) ?? error}
      hint={least > 0 ? `最低 ${priceTag(least)}` : props.hint}
      required={props.required}
    >
      <Field.Label action={props.labelAction}>{props.label}</Field.Label>
      <TextInput
        inputMode="decimal"
        autoComplete="off"
        startAction={<Typography textColor="neutral600">¥</Typography>}
        placeholder={props.placeholder === undefined || props.placeholder === '' ? '0.00' : props.placeholder}
        disabled={props.disabled}
        value={typing ?? textOf(value)}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          change(event.target.value);
        }}
        onBlur={() => {
          setTyping(null);
        }}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}

function textOf(value: number | string | null | undefined): string {
  if (typeof value === 'number') return yuanText(value);
  return value?.slice(UNREADABLE.length) ?? '';
}

function problemOf(value: number | string | null | undefined, least: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const read = readYuan(value.slice(UNREADABLE.length), least);
  return read.isRead ? undefined : read.hint;
}
