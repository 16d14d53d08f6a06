import { z } from 'zod';
import {
  type Direction,
  isComparable,
  isImage,
  type ListQuery,
  type OrderBy,
  type PublicContent,
  type PublicShape,
  type RelatedSelection,
  type Selection,
} from './public-content';
import { readFilters } from './public-content-filters';
import { isObject, readBoolean, refuseQuery } from './public-content-values';

const MAX_PAGE = 100_000;
const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = '25';
const MAX_SORTS = 5;
const MAX_DEPTH = 2;
/** Populating a picture is allowed and changes nothing: pictures are always answered as URLs. */
const IMAGE_ATTRIBUTES = ['url', 'name', 'alternativeText', 'width', 'height', 'formats'];

/** The query of one document; its parts are read by `readSelection`, which knows what the content type offers. */
export const publicOneQuery = z.object({
  fields: z.unknown().describe('Strapi syntax: which attributes to answer, e.g. fields[0]=name').optional(),
  populate: z.unknown().describe('Strapi syntax: which relations to answer, two levels deep, or *').optional(),
});

/** The query of a list; its parts are read by `readListQuery`. */
export const publicListQuery = publicOneQuery.extend({
  filters: z.unknown().describe('Strapi syntax, e.g. filters[name][$contains]=tea').optional(),
  sort: z.unknown().describe('Strapi syntax, e.g. sort=minPrice:asc').optional(),
  pagination: z
    .unknown()
    .describe('pagination[page] and pagination[pageSize], or pagination[start] and pagination[limit] (at most 100)')
    .optional(),
});

/** Reads a list's whole query. @throws Refusal ValidationError for anything the content type does not offer */
export function readListQuery(content: PublicContent, query: z.infer<typeof publicListQuery>, at: Date): ListQuery {
  return {
    ...readSelection(content, query, at),
    where: { $and: [content.visible(at), readFilters(content, query.filters, at)] },
    orderBy: readSort(content, query.sort, 'sort'),
    ...readPagination(query.pagination),
  };
}

/** Reads `fields` and `populate`. @throws Refusal ValidationError */
export function readSelection(
  shape: PublicShape & Pick<PublicContent, 'computed'>,
  query: { fields?: unknown; populate?: unknown },
  at: Date,
): Selection {
  return {
    fields: readFields(shape, query.fields, 'fields'),
    relations: readPopulate(shape, query.populate, { path: 'populate', depth: 1, at }),
  };
}

function readFields(shape: PublicShape & Pick<PublicContent, 'computed'>, given: unknown, path: string): string[] {
  const offered = [...Object.keys(shape.fields), ...Object.keys(shape.computed ?? {})];
  if (given === undefined) return offered;
  const names = readNames(given, path).filter((name) => name !== 'documentId');
  if (names.includes('*')) return offered;
  for (const name of names) if (!offered.includes(name)) refuseQuery(path, `does not offer "${name.slice(0, 40)}"`);
  return [...new Set(names)];
}

/** `a,b`, `["a", "b"]` → names */
function readNames(given: unknown, path: string): string[] {
  const parts = Array.isArray(given) ? (given as unknown[]) : [given];
  return parts.flatMap((part) => {
    if (typeof part !== 'string') return refuseQuery(path, 'expects names');
    return part.split(',').map((name) => name.trim());
  });
}

interface Place {
  path: string;
  depth: number;
  at: Date;
}

function readPopulate(shape: PublicShape, given: unknown, place: Place): Record<string, RelatedSelection> {
  const relations = Object.entries(shape.relations ?? {});
  const asked = new Map<string, unknown>();
  for (const [name, relation] of relations) if (relation.isDefault) asked.set(name, {});
  for (const [name, value] of readPopulateEntries(given, place.path)) {
    if (name === '*') for (const [every] of relations) asked.set(every, asked.get(every) ?? {});
    else if (Object.hasOwn(shape.fields, name) && isImage(shape.fields[name])) assertImagePopulate(value, place.path);
    else asked.set(name, mergePopulate(asked.get(name), value, place.path));
  }
  return Object.fromEntries(
    [...asked].map(([name, value]) => {
      const relation = shape.relations && Object.hasOwn(shape.relations, name) ? shape.relations[name] : undefined;
      if (!relation) return refuseQuery(place.path, `does not offer "${name.slice(0, 40)}"`);
      if (place.depth > MAX_DEPTH) return refuseQuery(place.path, `is limited to ${MAX_DEPTH} levels`);
      return [name, readRelated(relation, value, { ...place, path: `${place.path}.${name}` })];
    }),
  );
}

/** All of Strapi's notations: `*`, `a,b`, `a.b`, lists of these, and `{ a: true, b: { … } }`. */
function readPopulateEntries(given: unknown, path: string): [string, unknown][] {
  if (given === undefined || given === '' || given === 'false') return [];
  if (isObject(given)) return Object.entries(given).filter(([, value]) => value !== 'false');
  return readNames(given, path).map((dotted) => {
    const [name = '', ...rest] = dotted.split('.');
    return [name, rest.length > 0 ? { populate: rest.join('.') } : {}];
  });
}

function mergePopulate(earlier: unknown, later: unknown, path: string): unknown {
  if (earlier === undefined || !isObject(earlier) || Object.keys(earlier).length === 0) return later;
  if (!isObject(later) || Object.keys(later).length === 0) return earlier;
  const nested = [earlier.populate, later.populate];
  if (nested.every((value) => typeof value === 'string')) return { populate: nested };
  return refuseQuery(path, 'names a relation twice');
}

function assertImagePopulate(given: unknown, path: string): void {
  if (given === 'true' || given === '*' || (isObject(given) && Object.keys(given).length === 0)) return;
  const isPlain = isObject(given) && Object.keys(given).every((key) => key === 'fields');
  if (!isPlain) refuseQuery(path, 'pictures have nothing to populate');
  for (const name of readNames(given.fields, path)) {
    if (!IMAGE_ATTRIBUTES.includes(name)) refuseQuery(path, `does not offer "${name.slice(0, 40)}"`);
  }
}

function readRelated(relation: PublicShape, given: unknown, place: Place): RelatedSelection {
  const options = given === 'true' || given === '*' || given === '1' ? {} : given;
  if (!isObject(options)) return refuseQuery(place.path, 'expects true or an object');
  const unknown = Object.keys(options).find((key) => !['fields', 'populate', 'filters', 'sort'].includes(key));
  if (unknown !== undefined) refuseQuery(place.path, `does not know "${unknown.slice(0, 40)}"`);
  return {
    fields: readFields(relation, options.fields, `${place.path}.fields`),
    relations: readPopulate(relation, options.populate, {
      ...place,
      path: `${place.path}.populate`,
      depth: place.depth + 1,
    }),
    where: { $and: [relation.visible(place.at), readFilters(relation, options.filters, place.at)] },
    orderBy: readSort(relation, options.sort, `${place.path}.sort`),
  };
}

/** The asked order, or the content type's own; always ended by the id, so that pages do not overlap. */
function readSort(shape: PublicShape, given: unknown, path: string): OrderBy {
  const entries: [string, unknown][] = isObject(given)
    ? Object.entries(given)
    : given === undefined || given === ''
      ? []
      : readNames(given, path).map((item) => item.split(':', 2) as [string, string]);
  if (entries.length > MAX_SORTS) refuseQuery(path, `expects at most ${MAX_SORTS} keys`);
  const order = entries.map(([name, direction]) => {
    const kind = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (kind === undefined || !isComparable(kind)) refuseQuery(path, `cannot sort by "${name.slice(0, 40)}"`);
    return { [name]: readDirection(direction, path) };
  });
  return [...(order.length > 0 ? order : shape.sort), { id: 'asc' }];
}

function readDirection(given: unknown, path: string): Direction {
  const direction = typeof given === 'string' ? given.toLowerCase() : (given ?? 'asc');
  return direction === 'asc' || direction === 'desc' ? direction : refuseQuery(path, 'expects asc or desc');
}

type Pagination = Pick<ListQuery, 'start' | 'limit' | 'isByRows'>;

/** Pages or rows, but not both. The rows are counted also for who can do without, as the answer is the same for everybody. */
function readPagination(given: unknown = {}): Pagination {
  if (!isObject(given)) return refuseQuery('pagination', 'expects page and pageSize, or start and limit');
  const { withCount, ...rest } = given;
  if (withCount !== undefined) readBoolean(withCount, 'pagination.withCount');
  const isByRows = 'start' in rest || 'limit' in rest;
  const known = isByRows ? ['start', 'limit'] : ['page', 'pageSize'];
  if (!Object.keys(rest).every((key) => known.includes(key)))
    refuseQuery('pagination', 'knows withCount, and either page and pageSize or start and limit');
  return isByRows ? readByRows(rest) : readByPages(rest);
}

function readByPages({ page = '1', pageSize = DEFAULT_PAGE_SIZE }: Record<string, unknown>): Pagination {
  const number = readCount(page, 'pagination.page');
  if (number > MAX_PAGE) refuseQuery('pagination.page', `is at most ${MAX_PAGE}`);
  const limit = Math.min(MAX_PAGE_SIZE, readCount(pageSize, 'pagination.pageSize'));
  return { start: (number - 1) * limit, limit, isByRows: false };
}

function readByRows({ start = '0', limit = DEFAULT_PAGE_SIZE }: Record<string, unknown>): Pagination {
  const first = start === '0' ? 0 : readCount(start, 'pagination.start');
  if (first > MAX_PAGE * MAX_PAGE_SIZE) refuseQuery('pagination.start', `is at most ${MAX_PAGE * MAX_PAGE_SIZE}`);
  return { start: first, limit: Math.min(MAX_PAGE_SIZE, readCount(limit, 'pagination.limit')), isByRows: true };
}

function readCount(given: unknown, path: string): number {
  const isCount = typeof given === 'string' && /^[1-9]\d{0,8}$/.test(given);
  return isCount ? Number(given) : refuseQuery(path, 'expects a number from 1 on');
}
