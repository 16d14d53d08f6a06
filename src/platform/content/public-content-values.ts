import { Refusal } from '../errors/refusal';
import type { FieldKind } from './public-content';

const MAX_TEXT = 200;
const MAX_LIST = 100;
const MAX_INTEGER = 2_147_483_647;

const ANY = ['$eq', '$ne', '$in', '$notIn', '$null', '$notNull'];
const ORDERED = [...ANY, '$lt', '$lte', '$gt', '$gte', '$between'];
const TEXTUAL = [
  ...[...ANY, '$eqi', '$nei'],
  ...['$contains', '$containsi', '$notContains', '$notContainsi'],
  ...['$startsWith', '$startsWithi', '$endsWith', '$endsWithi'],
];

const OPERATORS: Record<string, readonly string[]> = {
  text: TEXTUAL,
  integer: ORDERED,
  decimal: ORDERED,
  instant: ORDERED,
  boolean: ANY,
};

/** Refuses a query with the place and the reason. */
export function refuseQuery(path: string, message: string): never {
  throw new Refusal('ValidationError', { place: 'query', issues: [{ path, message }] });
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The condition on one field, e.g. `"x"` or `{ $in: ["a", "b"] }`, with every value brought to the field's type. */
export function readCondition(kind: FieldKind, given: unknown, path: string): Record<string, unknown> {
  if (Array.isArray(given)) return { $in: readList(kind, given, path) };
  if (!isObject(given)) return { $eq: readValue(kind, given, path) };
  const entries = Object.entries(given);
  if (entries.length === 0 || entries.length > 4) refuseQuery(path, 'expects one to four operators');
  const allowed = OPERATORS[typeof kind === 'string' ? kind : ''] ?? ANY;
  return Object.fromEntries(
    entries.map(([operator, value]) => {
      const place = `${path}.${operator}`;
      if (!allowed.includes(operator)) refuseQuery(place, 'is not an operator of this field');
      return [operator, readOperand(kind, [operator, value], place)];
    }),
  );
}

function readOperand(kind: FieldKind, [operator, value]: [string, unknown], path: string): unknown {
  if (operator === '$null' || operator === '$notNull') return readBoolean(value, path);
  if (operator === '$in' || operator === '$notIn') return readList(kind, Array.isArray(value) ? value : [value], path);
  if (operator !== '$between') return readValue(kind, value, path);
  if (!Array.isArray(value) || value.length !== 2) refuseQuery(path, 'expects two values');
  return readList(kind, value as unknown[], path);
}

function readList(kind: FieldKind, values: unknown[], path: string): unknown[] {
  if (values.length > MAX_LIST) refuseQuery(path, `expects at most ${MAX_LIST} values`);
  return values.map((value) => readValue(kind, value, path));
}

function readValue(kind: FieldKind, value: unknown, path: string): unknown {
  if (typeof value !== 'string') return refuseQuery(path, 'expects a single value');
  if (typeof kind === 'object') {
    return kind.choice.includes(value) ? value : refuseQuery(path, `expects one of ${kind.choice.join(', ')}`);
  }
  if (kind === 'boolean') return readBoolean(value, path);
  if (kind === 'integer') return readNumber(value, path, /^-?\d{1,10}$/);
  if (kind === 'decimal') return readNumber(value, path, /^-?\d{1,9}(\.\d{1,9})?$/);
  if (kind === 'instant') return readInstant(value, path);
  return readText(value, path);
}

/** PostgreSQL refuses the zero character in texts, so it must not get that far. */
export function readText(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.length > MAX_TEXT) refuseQuery(path, `expects a text of up to ${MAX_TEXT}`);
  if ((value as string).includes('\0')) refuseQuery(path, 'holds a character that cannot be stored');
  return value as string;
}

export function readBoolean(value: unknown, path: string): boolean {
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return refuseQuery(path, 'expects true or false');
}

function readNumber(value: string, path: string, pattern: RegExp): number {
  const number = Number(value);
  if (!pattern.test(value) || Math.abs(number) > MAX_INTEGER) refuseQuery(path, 'expects a number in range');
  return number;
}

function readInstant(value: string, path: string): Date {
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(value);
  const instant = new Date(value);
  if (!isIso || Number.isNaN(instant.getTime())) refuseQuery(path, 'expects an ISO-8601 instant');
  return instant;
}
