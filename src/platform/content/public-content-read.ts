import type { Core } from '@strapi/strapi';
import { Refusal } from '../errors/refusal';
import {
  isImage,
  type ListQuery,
  type OrderBy,
  type PublicContent,
  type PublicShape,
  type RelatedSelection,
  type Row,
  type Selection,
  type Where,
} from './public-content';

interface Pagination {
  page: number;
  pageSize: number;
  pageCount: number;
  total: number;
  start?: number;
  limit?: number;
}

export interface Page {
  data: Record<string, unknown>[];
  meta: { pagination: Pagination };
}

interface EngineQuery {
  select: string[];
  populate: Record<string, unknown>;
}

/** Reads one page: a statement for the rows, one for the count, one per relation and picture, one for extras. */
export async function readPage(strapi: Core.Strapi, content: PublicContent, query: ListQuery): Promise<Page> {
  const { where, start, limit } = query;
  const total = await strapi.db.query(content.uid).count({ where: where as never });
  const rows = await readRows(strapi, content, { ...query, offset: start });
  return {
    data: rows.map(({ shown }) => shown),
    meta: {
      pagination: {
        page: Math.floor(start / limit) + 1,
        pageSize: limit,
        pageCount: Math.ceil(total / limit),
        total,
        ...(query.isByRows ? { start, limit } : {}),
      },
    },
  };
}

export interface RowsQuery extends Selection {
  where: Where;
  orderBy: OrderBy;
  limit: number;
  offset: number;
}

export interface ReadRow {
  id: number;
  shown: Record<string, unknown>;
}

/** Reads rows and shapes them for the public, keeping their ids for the caller. */
export async function readRows(strapi: Core.Strapi, content: PublicContent, query: RowsQuery): Promise<ReadRow[]> {
  const { where, orderBy, limit, offset } = query;
  const rows = (await strapi.db
    .query(content.uid)
    .findMany({ where, orderBy, limit, offset, ...engineQuery(content, query) } as never)) as Row[];
  const ids = rows.map(({ id }) => id);
  const extras =
    ids.length > 0 && content.loadExtras
      ? await content.loadExtras(strapi, ids)
      : new Map<number, Record<string, unknown>>();
  return rows.map((row) => ({ id: row.id, shown: shapeRow(content, query, { row, extra: extras.get(row.id) ?? {} }) }));
}

/** Reads one visible document. @throws Refusal NotFoundError */
export async function readOne(
  strapi: Core.Strapi,
  content: PublicContent,
  query: Selection & { documentId: string; at: Date },
): Promise<ReadRow> {
  if (!/^\w{1,64}$/.test(query.documentId)) throw new Refusal('NotFoundError');
  const where = { $and: [content.visible(query.at), { documentId: { $eq: query.documentId } }] };
  const [row] = await readRows(strapi, content, { ...query, where, orderBy: [{ id: 'asc' }], limit: 1, offset: 0 });
  if (!row) throw new Refusal('NotFoundError');
  return row;
}

function engineQuery(shape: PublicShape & Pick<PublicContent, 'computed'>, selection: Selection): EngineQuery {
  const select = new Set(['id', 'documentId']);
  const populate: Record<string, unknown> = {};
  for (const name of selection.fields) {
    const computed = shape.computed?.[name];
    if (computed) for (const attribute of computed.needs) select.add(attribute);
    else if (isImage(shape.fields[name])) populate[name] = { select: ['id', 'url'] };
    else select.add(name);
  }
  for (const [name, related] of Object.entries(selection.relations)) {
    const relation = shape.relations?.[name];
    if (relation) populate[name] = relatedQuery(relation, related);
  }
  return { select: [...select], populate };
}

function relatedQuery(relation: PublicShape & { isMany: boolean }, { where, orderBy, ...selection }: RelatedSelection) {
  return { where, ...(relation.isMany ? { orderBy } : {}), ...engineQuery(relation, selection) };
}

function shapeRow(
  shape: PublicShape & Pick<PublicContent, 'computed'>,
  selection: Selection,
  { row, extra }: { row: Row; extra: Record<string, unknown> },
): Record<string, unknown> {
  const shown: Record<string, unknown> = { documentId: row.documentId };
  for (const name of selection.fields) {
    const computed = shape.computed?.[name];
    shown[name] = computed ? computed.of(row, extra) : shapeValue(shape, name, row[name]);
  }
  for (const [name, related] of Object.entries(selection.relations)) {
    const relation = shape.relations?.[name];
    if (relation) shown[name] = shapeRelated(relation, related, row[name]);
  }
  return shown;
}

function shapeValue(shape: PublicShape, name: string, value: unknown): unknown {
  const kind = shape.fields[name];
  if (kind === 'image') return (value as { url: string } | null | undefined)?.url ?? null;
  if (kind === 'images') return ((value as { url: string }[] | null | undefined) ?? []).map(({ url }) => url);
  return value ?? null;
}

function shapeRelated(relation: PublicShape, selection: RelatedSelection, value: unknown): unknown {
  if (Array.isArray(value)) return (value as Row[]).map((row) => shapeRow(relation, selection, { row, extra: {} }));
  return value ? shapeRow(relation, selection, { row: value as Row, extra: {} }) : null;
}
