import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface ChoiceSelectProps {
  name: string;
  label: string;
  /** Said while nothing is chosen; a choice with it can be taken back. */
  placeholder?: string;
  value: string;
  choices: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
}

/** One of several, in a form of ours. */
export function ChoiceSelect({ name, label, placeholder, value, choices, onChange }: ChoiceSelectProps) {
  const clear = () => {
    onChange('');
  };
  return (
    <Field.Root name={name}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        value={value}
        placeholder={placeholder}
        clearLabel="清除"
        onClear={placeholder === undefined ? undefined : clear}
        onChange={(chosen) => {
          onChange(String(chosen));
        }}
      >
        {choices.map((choice) => (
          <SingleSelectOption key={choice.value} value={choice.value}>
            {choice.text}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
}
