import { canTransition, transition, type TransitionTable } from '../../../src/domain/shared/state-machine';
import { err, ok } from '../../../src/domain/shared/result';

type Light = 'red' | 'green';
type LightEvent = 'go' | 'stop';

const LIGHTS: TransitionTable<Light, LightEvent> = { red: { go: 'green' }, green: { stop: 'red' } };

describe('a transition table', () => {
  test('leads a listed pair to its state', () => {
    expect(transition(LIGHTS, 'red', 'go')).toEqual(ok('green'));
    expect(canTransition(LIGHTS, 'red', 'go')).toBe(true);
  });

  test('refuses a pair that is not listed and names it', () => {
    expect(transition(LIGHTS, 'red', 'stop')).toEqual(err({ state: 'red', event: 'stop' }));
    expect(canTransition(LIGHTS, 'red', 'stop')).toBe(false);
  });

  test.each([
    ['blue', 'go'],
    ['constructor', 'name'],
    ['red', 'constructor'],
    ['__proto__', 'toString'],
  ])('refuses %s and %s, which no table lists', (state, event) => {
    expect(transition(LIGHTS, state as Light, event as LightEvent).ok).toBe(false);
  });
});
