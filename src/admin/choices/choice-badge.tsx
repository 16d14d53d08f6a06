import { Badge } from '@strapi/design-system';
import type { Tone } from '../panel-types';

const COLOURS: Record<Tone, string> = {
  neutral: 'neutral',
  info: 'primary',
  success: 'success',
  warning: 'warning',
  danger: 'danger',
};

/** A state as a coloured word. Without a tone it is plain grey. */
export function ChoiceBadge({ text, tone = 'neutral' }: { text: string; tone?: Tone }) {
  const colour = COLOURS[tone];
  return (
    <Badge backgroundColor={`${colour}100`} textColor={tone === 'neutral' ? 'neutral700' : `${colour}700`} size="M">
      {text}
    </Badge>
  );
}
