import type { Core, UID } from '@strapi/strapi';
import type { Attribute, FieldLabel } from './field-label';
import { choicesOf, isWholeRow, metadatasOf } from './label-metadatas';

export interface ContentTypeLabels {
  /** Attribute → label, or label with help. */
  fields: Record<string, string | FieldLabel>;
  /** Columns of the list, in order. */
  list: string[];
  /** Columns behind them that are no attributes, name → label: the server adds them to the rows of the list. */
  addedColumns?: Record<string, string>;
  /** Rows of the form: attribute or [attribute, width of 12]; a row shares its width evenly. Attributes not named are left out. */
  form: (string | [string, number])[][];
  mainField?: string;
  sortBy?: string;
  sortOrder?: 'ASC' | 'DESC';
  pageSize?: 10 | 20 | 50 | 100;
}

interface ContentType {
  config?: unknown;
  pluginOptions?: Record<string, unknown>;
  attributes: Record<string, Attribute>;
}

interface ContentTypeRegistry {
  extend(uid: string, change: (contentType: ContentType) => ContentType): void;
}

/**
 * Gives a content type its Chinese labels, list columns and form layout. Content-manager takes them over when it first meets the
 * type or attribute; what staff change later in "configure the view" stays. Written in code because the Content-Type Builder
 * deletes such settings from schema.json. The texts of enumerations travel to the panel inside the schema, so that they stay
 * next to the states that they name.
 */
export function labelContentType(strapi: Core.Strapi, uid: UID.ContentType, labels: ContentTypeLabels): void {
  const registry = strapi.get('content-types') as ContentTypeRegistry;
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
      layouts: { list: labels.list, edit: labels.form.map((row) => toRow(row, contentType.attributes)) },
    };
    describeToPanel(contentType, labels);
    return contentType;
  });
}

function toRow(row: ContentTypeLabels['form'][number], attributes: Record<string, Attribute>) {
  const share = Math.floor(12 / row.length);
  return row.map((cell) => {
    const [name, size] = typeof cell === 'string' ? [cell, share] : cell;
    return { name, size: isWholeRow(attributes[name]) ? 12 : size };
  });
}

/** Kept in fen, so that list filters have to say so. */
const MONEY_FIELDS: ReadonlySet<string> = new Set(['global::money', 'global::money-total']);

/** Inputs and cells read the choices from their attribute; list filters see only the options of the type. */
function describeToPanel(contentType: ContentType, { fields, addedColumns }: ContentTypeLabels): void {
  const choices = choicesOf(fields);
  const moneyFields = Object.keys(contentType.attributes).filter((name) =>
    MONEY_FIELDS.has(contentType.attributes[name]?.customField ?? ''),
  );
  // Strapi's type generator breaks off, without failing, at an undefined value.
  const columns = addedColumns === undefined ? {} : { addedColumns };
  contentType.pluginOptions = { ...contentType.pluginOptions, mallard: { choices, moneyFields, ...columns } };
  for (const [name, texts] of Object.entries(choices)) {
    const attribute = contentType.attributes[name];
    if (attribute) attribute.pluginOptions = { ...attribute.pluginOptions, mallard: { choices: texts } };
  }
}
