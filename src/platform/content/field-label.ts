/** Colour of a choice in lists: grey, blue, green, amber, red. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export interface FieldLabel {
  label: string;
  /** Help text below the input. */
  help?: string;
  placeholder?: string;
  /** false: shown but not editable in the form. */
  isEditable?: boolean;
  /** Enumerations: stored value → text, or text with a colour. */
  choices?: Record<string, string | [text: string, tone: Tone]>;
  /** Relations: the field of the other side that names it. */
  showsAs?: string;
}

export interface Attribute {
  type: string;
  target?: string;
  customField?: string;
  pluginOptions?: Record<string, unknown>;
}
