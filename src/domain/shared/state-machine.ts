import type { Result } from './result';
import { err, ok } from './result';

/** A state machine as data: for each state, where each allowed event leads. A pair that is not listed is refused. */
export type TransitionTable<S extends string, E extends string> = Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>;

export interface TransitionRefusal<S extends string, E extends string> {
  readonly state: S;
  readonly event: E;
}

/** The state an event leads to, or the refused pair. States and events unknown to the table are refused too. */
export function transition<S extends string, E extends string>(
  table: TransitionTable<S, E>,
  state: S,
  event: E,
): Result<S, TransitionRefusal<S, E>> {
  const next = lookUp(table, state, event);
  return next === undefined ? err({ state, event }) : ok(next);
}

export function canTransition<S extends string, E extends string>(
  table: TransitionTable<S, E>,
  state: S,
  event: E,
): boolean {
  return lookUp(table, state, event) !== undefined;
}

// Own properties only: a state read from a row must never find 'constructor' on the prototype.
function lookUp<S extends string, E extends string>(table: TransitionTable<S, E>, state: S, event: E): S | undefined {
  if (!Object.hasOwn(table, state)) return undefined;
  const row: Readonly<Partial<Record<E, S>>> = table[state];
  return Object.hasOwn(row, event) ? row[event] : undefined;
}
