/** An identifier the core only compares and carries: a row id or a documentId. One call never mixes the two kinds. */
export type Id = string | number;

/** Orders ids the same way every time: numbers by value, everything else as text. */
export function compareIds(a: Id, b: Id): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
