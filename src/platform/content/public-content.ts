import type { Core, UID } from '@strapi/strapi';

/**
 * How a public attribute may be used. `text`, `integer`, `decimal`, `boolean`, `instant` and `choice` can be filtered and sorted
 * by; `long` and `json` are only shown; pictures are shown as URLs.
 */
export type FieldKind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'instant'
  | 'long'
  | 'json'
  | 'image'
  | 'images'
  | { choice: readonly string[] };

/** A filter in the language of Strapi's query engine. Only code writes these, never a client. */
export type Where = Record<string, unknown>;
export type Direction = 'asc' | 'desc';
export type OrderBy = Record<string, Direction>[];
export type Row = Record<string, unknown> & { id: number; documentId: string };

export interface ComputedField {
  /** Attributes the computation reads. */
  needs: readonly string[];
  of(row: Row, extra: Record<string, unknown>): unknown;
}

/** What the public may see of a content type; whatever is not named here does not exist for clients. */
export interface PublicShape {
  fields: Readonly<Record<string, FieldKind>>;
  relations?: Readonly<Record<string, PublicRelation>>;
  /** Rows that exist for the public at this moment. */
  visible(at: Date): Where;
  sort: OrderBy;
}

export interface PublicRelation extends PublicShape {
  isMany: boolean;
  /** Answered without being asked for. */
  isDefault?: boolean;
}

/** A content type that is offered for reading at the root of a route. */
export interface PublicContent extends PublicShape {
  uid: UID.ContentType;
  computed?: Readonly<Record<string, ComputedField>>;
  /** Facts from other tables for computed fields, by row id; at most one statement whatever the number of rows. */
  loadExtras?(strapi: Core.Strapi, ids: readonly number[]): Promise<Map<number, Record<string, unknown>>>;
  /** Tags under which answers are cached, besides the content type's own. */
  cacheTags?: readonly string[];
}

/** One level of what is to be read. */
export interface Selection {
  fields: readonly string[];
  relations: Readonly<Record<string, RelatedSelection>>;
}

export interface RelatedSelection extends Selection {
  where: Where;
  orderBy: OrderBy;
}

export interface ListQuery extends Selection {
  where: Where;
  orderBy: OrderBy;
  /** Rows to pass over. */
  start: number;
  limit: number;
  /** Whether the client counts rows, not pages. */
  isByRows: boolean;
}

export const isImage = (kind: FieldKind | undefined): boolean => kind === 'image' || kind === 'images';

/** Whether clients may filter and sort by a field. */
export const isComparable = (kind: FieldKind): boolean => !['long', 'json', 'image', 'images'].includes(kind as string);
