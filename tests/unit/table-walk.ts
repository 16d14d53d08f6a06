import type { TransitionTable } from '../../src/domain/shared/state-machine';

export interface TransitionCase {
  readonly state: string;
  readonly event: string;
  /** Null: the pair must be refused. */
  readonly next: string | null;
}

/**
 * Every pair of state and event with what is expected of it, from an independently written list such as
 * `'created prepay prepaid'`.
 */
export function walkTable(
  table: TransitionTable<string, string>,
  events: readonly string[],
  allowed: readonly string[],
): TransitionCase[] {
  const nextByPair = new Map(
    allowed.map((entry) => {
      const [state, event, next] = entry.split(' ');
      return [`${state} ${event}`, next ?? null] as const;
    }),
  );
  return Object.keys(table).flatMap((state) =>
    events.map((event) => ({ state, event, next: nextByPair.get(`${state} ${event}`) ?? null })),
  );
}
