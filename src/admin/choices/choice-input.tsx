import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import type { FieldProps } from '../panel-types';

/** A select that shows what an enumeration's values mean. */
export function ChoiceInput({
  name,
  label,
  labelAction,
  hint,
  placeholder,
  required,
  disabled,
  attribute,
}: FieldProps) {
  const field = useField<string | null>(name);
  const choices = Object.entries(attribute?.pluginOptions?.mallard?.choices ?? {});
  return (
    <Field.Root name={name} error={field.error} hint={hint} required={required}>
      <Field.Label action={labelAction}>{label}</Field.Label>
      <SingleSelect
        value={field.value ?? ''}
        placeholder={placeholder === undefined || placeholder === '' ? '请选择' : placeholder}
        disabled={disabled}
        onChange={(value) => field.onChange(name, String(value))}
        onClear={required === true ? undefined : () => field.onChange(name, null)}
        clearLabel="清除"
      >
        {choices.map(([value, { text }]) => (
          <SingleSelectOption key={value} value={value}>
            {text}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
