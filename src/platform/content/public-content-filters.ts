import { isComparable, type PublicShape, type Where } from './public-content';
import { isObject, readCondition, refuseQuery } from './public-content-values';

const MAX_DEPTH = 4;
const MAX_CONDITIONS = 30;

interface Budget {
  at: Date;
  conditions: number;
}

/**
 * Turns a client's `filters` into a condition made of allow-listed fields only. A relation is always filtered together with
 * its own visibility, so that hidden rows cannot be felt for by what they would match.
 */
export function readFilters(shape: PublicShape, given: unknown, at: Date): Where {
  if (given === undefined || given === '') return {};
  return readGroup(shape, given, { path: 'filters', depth: 0, budget: { at, conditions: 0 } });
}

interface Place {
  path: string;
  depth: number;
  budget: Budget;
}

function readGroup(shape: PublicShape, given: unknown, place: Place): Where {
  if (!isObject(given)) return refuseQuery(place.path, 'expects an object');
  if (place.depth > MAX_DEPTH) refuseQuery(place.path, 'is nested too deeply');
  const conditions = Object.entries(given).map((entry) => {
    place.budget.conditions += 1;
    if (place.budget.conditions > MAX_CONDITIONS)
      refuseQuery('filters', `expects at most ${MAX_CONDITIONS} conditions`);
    return readEntry(shape, entry, { ...place, path: `${place.path}.${entry[0]}`, depth: place.depth + 1 });
  });
  return conditions.length === 1 ? (conditions[0] as Where) : { $and: conditions };
}

function readEntry(shape: PublicShape, [key, value]: [string, unknown], place: Place): Where {
  if (key === '$and' || key === '$or') {
    const items = Array.isArray(value) ? value : [value];
    if (items.length === 0) refuseQuery(place.path, 'expects conditions');
    return { [key]: items.map((item) => readGroup(shape, item, place)) };
  }
  if (key === '$not') return { $not: readGroup(shape, value, place) };
  if (key === 'documentId') return { documentId: readCondition('text', value, place.path) };
  const kind = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
  if (kind !== undefined && isComparable(kind)) return { [key]: readCondition(kind, value, place.path) };
  const relation = shape.relations && Object.hasOwn(shape.relations, key) ? shape.relations[key] : undefined;
  if (!relation) return refuseQuery(place.path, 'cannot be filtered by');
  const inner = isObject(value) ? readGroup(relation, value, place) : readEntry(relation, ['documentId', value], place);
  return { [key]: { $and: [relation.visible(place.budget.at), inner] } };
}
