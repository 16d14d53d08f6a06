import type { Core, UID } from '@strapi/strapi';

interface FieldLabel {
  label: string;
  /** Help text below the input. */
  help?: string;
  placeholder?: string;
  /** false: shown but not editable in the form. */
  isEditable?: boolean;
  /** false: left out of the form. */
  isVisible?: boolean;
}

export interface ContentTypeLabels {
  /** Attribute → label, or label with help. */
  fields: Record<string, string | FieldLabel>;
  /** Columns of the list, in order. */
  list: string[];
  /** Rows of the form: attribute or [attribute, width of 12]. Attributes not named follow at the end. */
  form?: (string | [string, number])[][];
  mainField?: string;
  sortBy?: string;
  sortOrder?: 'ASC' | 'DESC';
  pageSize?: 10 | 20 | 50 | 100;
}

/** The part of Strapi's registry that is used here; Strapi leaves it untyped. */
interface ContentTypeRegistry {
  extend(uid: UID.ContentType, change: (contentType: LabelledContentType) => LabelledContentType): unknown;
}

interface LabelledContentType {
  config?: unknown;
  attributes: Record<string, { type: string }>;
}

const SYSTEM_LABELS: Record<string, string> = {
  id: '编号',
  documentId: '文档编号',
  createdAt: '创建时间',
  updatedAt: '更新时间',
  publishedAt: '发布时间',
};

/**
 * Gives a content type its Chinese labels, list columns and form layout. Content-manager takes them over when it first meets the
 * type or attribute; what staff change later in "configure the view" stays. Written in code because the Content-Type Builder
 * deletes such settings from schema.json.
 */
export function labelContentType(strapi: Core.Strapi, uid: UID.ContentType, labels: ContentTypeLabels): void {
  const registry: ContentTypeRegistry = strapi.get('content-types');
  registry.extend(uid, (contentType) => {
    contentType.config = {
      settings: {
        bulkable: true,
        filterable: true,
        searchable: true,
        pageSize: labels.pageSize ?? 20,
        mainField: labels.mainField ?? labels.list[0] ?? 'id',
        defaultSortBy: labels.sortBy ?? 'id',
        defaultSortOrder: labels.sortOrder ?? 'DESC',
      },
      metadatas: metadatasOf(contentType.attributes, labels.fields),
      layouts: { list: labels.list, ...(labels.form ? { edit: labels.form.map((row) => row.map(toCell)) } : {}) },
    };
    return contentType;
  });
}

const toCell = (cell: string | [string, number]) =>
  typeof cell === 'string' ? { name: cell, size: 6 } : { name: cell[0], size: cell[1] };

function metadatasOf(attributes: Record<string, { type: string }>, fields: ContentTypeLabels['fields']) {
  const names = ['id', ...Object.keys(attributes), 'createdAt', 'updatedAt'];
  return Object.fromEntries(
    names.map((name) => {
      const given = fields[name];
      const field: FieldLabel =
        typeof given === 'string' ? { label: given } : (given ?? { label: SYSTEM_LABELS[name] ?? name });
      const sortable = !['json', 'media', 'relation', 'component', 'dynamiczone', 'richtext', 'blocks'].includes(
        attributes[name]?.type ?? 'integer',
      );
      return [
        name,
        {
          edit: {
            label: field.label,
            description: field.help ?? '',
            placeholder: field.placeholder ?? '',
            visible: field.isVisible ?? true,
            editable: field.isEditable ?? true,
          },
          list: { label: field.label, searchable: sortable, sortable },
        },
      ];
    }),
  );
}
