import type { ComponentType } from 'react';

/** A field of the form that a deed asks staff to fill in. */
export interface DeedField {
  name: string;
  label: string;
  hint?: string;
  /** `money` is typed in yuan and sent in fen. */
  type: 'text' | 'longText' | 'money';
  isRequired?: boolean;
  maxLength?: number;
  /** What the text must look like before it can be sent. */
  pattern?: RegExp;
  initial?: (document: RecordDocument) => string;
}

export type RecordDocument = Record<string, unknown> & { state?: string };

/** What the server answered, as `data`. */
export type Outcome = Record<string, unknown>;

export interface Verdict {
  isGood: boolean;
  message: string;
}

export interface DeedFormProps {
  deed: Deed;
  documentId: string;
  document: RecordDocument;
  onClose: () => void;
}

/** A named action on a record: the way staff change what no form may change. The server decides; this only asks. */
export interface Deed {
  /** Content type on whose records it is offered. */
  model: string;
  /** Permission without the `api::` in front, as the server declares it. */
  permission: string;
  label: string;
  /** Danger is for what cannot be taken back. */
  variant: 'default' | 'success' | 'danger' | 'secondary';
  /** Address below the panel's own. */
  path: (documentId: string, document: RecordDocument) => string;
  isOffered: (document: RecordDocument) => boolean;
  /** What will happen, said before it does. A deed that neither explains nor asks is done at the click. */
  explain?: (document: RecordDocument) => string;
  fields: readonly DeedField[];
  /** Sent with what the fields hold; made from the record when the server has to know what staff saw. */
  body?: Record<string, unknown> | ((document: RecordDocument) => Record<string, unknown>);
  /** Doing it twice would do more than once: one form is one deed, however often its button is pressed. */
  isKeyed?: boolean;
  /** Takes the place of the form that the fields make. */
  Form?: ComponentType<DeedFormProps>;
  /** What to say when it is done. */
  done: string | ((outcome: Outcome) => Verdict);
}
