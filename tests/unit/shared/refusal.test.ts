import { assertNever } from '../../../src/domain/shared/assert-never';
import { compareIds } from '../../../src/domain/shared/id';
import { REFUSAL_CODES, refuse } from '../../../src/domain/shared/refusal';

describe('a refusal', () => {
  test('carries the contract code of its name', () => {
    expect(refuse('InsufficientPointsError', { available: 3 })).toEqual({
      name: 'InsufficientPointsError',
      code: 1301,
      details: { available: 3 },
    });
    expect(refuse('BusinessError').details).toEqual({});
  });

  test('no two names share a code', () => {
    const codes = Object.values(REFUSAL_CODES);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('ids', () => {
  test('numbers sort by value, everything else as text', () => {
    expect([10, 9, 2].sort(compareIds)).toEqual([2, 9, 10]);
    expect(['b', 'a', 'a'].sort(compareIds)).toEqual(['a', 'a', 'b']);
  });
});

test('a value the types ruled out is reported instead of ignored', () => {
  expect(() => assertNever({ kind: 'new' } as never)).toThrow('{"kind":"new"}');
});
