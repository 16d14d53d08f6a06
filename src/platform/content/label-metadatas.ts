import type { Attribute, FieldLabel, Tone } from './field-label';

const SYSTEM_LABELS: Record<string, string> = {
  id: '编号',
  documentId: '文档编号',
  createdAt: '创建时间',
  updatedAt: '更新时间',
  publishedAt: '发布时间',
  createdBy: '创建人',
  updatedBy: '更新人',
};

/** What names a record when another one points to it, where that is not its first text. */
const NAMED_BY: Record<string, string> = {
  'plugin::users-permissions.user': 'nickname',
  'api::payment.payment': 'outTradeNo',
  'api::points.points-lot': 'awardKey',
};

const UNSORTABLE = new Set(['json', 'media', 'relation', 'component', 'dynamiczone', 'richtext', 'blocks', 'password']);
const WHOLE_ROW = new Set(['json', 'richtext', 'blocks', 'component', 'dynamiczone']);

/** true when content-manager accepts the field only over the full width of the form. */
export const isWholeRow = (attribute: Attribute | undefined): boolean => WHOLE_ROW.has(attribute?.type ?? '');

/** Content-manager's settings of every attribute: its texts in form and list. */
export function metadatasOf(
  attributes: Record<string, Attribute>,
  fields: Record<string, string | FieldLabel>,
): Record<string, unknown> {
  const names = new Set(['id', ...Object.keys(attributes), ...Object.keys(SYSTEM_LABELS)]);
  return Object.fromEntries(
    [...names].map((name) => [name, metadataOf(name, attributes[name], toFieldLabel(name, fields[name]))]),
  );
}

function toFieldLabel(name: string, given: string | FieldLabel | undefined): FieldLabel {
  if (typeof given === 'string') return { label: given };
  return given ?? { label: SYSTEM_LABELS[name] ?? name };
}

function metadataOf(name: string, attribute: Attribute | undefined, field: FieldLabel) {
  const isSortable = !UNSORTABLE.has(attribute?.type ?? 'integer');
  const mainField = field.showsAs ?? NAMED_BY[attribute?.target ?? ''];
  return {
    edit: {
      label: field.label,
      description: field.help ?? '',
      placeholder: field.placeholder ?? '',
      visible: !(name in SYSTEM_LABELS),
      editable: field.isEditable ?? true,
      ...(attribute?.type === 'relation' && mainField ? { mainField } : {}),
    },
    list: { label: field.label, searchable: isSortable, sortable: isSortable },
  };
}

/** Attribute → stored value → text and colour, for the enumerations among the fields. */
export function choicesOf(
  fields: Record<string, string | FieldLabel>,
): Record<string, Record<string, { text: string; tone?: Tone }>> {
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    if (typeof field === 'string' || !field.choices) return [];
    const texts = Object.entries(field.choices).map(
      ([value, choice]) =>
        [value, typeof choice === 'string' ? { text: choice } : { text: choice[0], tone: choice[1] }] as const,
    );
    return [[name, Object.fromEntries(texts)] as const];
  });
  return Object.fromEntries(entries);
}
