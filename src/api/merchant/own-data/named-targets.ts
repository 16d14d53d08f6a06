import type { Named } from './own-data';

const LISTS = ['set', 'connect', 'disconnect'];

/**
 * Every record that the value of a relation field names, in any of the forms that Strapi takes: an id, a documentId, objects or
 * lists of them, and `set`, `connect`, `disconnect`. Whatever could be an id counts as one, because the database reads texts so.
 */
export function namedTargets(value: unknown): Required<Named> {
  const scalars = scalarsOf(value);
  return {
    documentIds: scalars.map(String),
    ids: scalars.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0),
  };
}

function scalarsOf(value: unknown): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  if (typeof value !== 'object' || value === null) return [];
  const parts = value as Record<string, unknown>;
  return [...['id', 'documentId'], ...LISTS].flatMap((key) => scalarsOf(parts[key]));
}
