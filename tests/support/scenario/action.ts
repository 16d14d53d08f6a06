import { application } from '../api';
import type { Answer } from './caller';
import { complaintsAbout } from './compare';
import type { Model } from './model';
import { absorb, type Facts, observe } from './observe';
import { keepSignedIn, type World } from './world';

/** One deed: how it is done, and what the model makes of its answer. */
export interface Action {
  label: string;
  /** Orders that it may change; `all` for jobs. */
  touches: string[] | 'all';
  send(world: World): Promise<Answer>;
  /** Moves the model as the answer demands; returns what about the answer is wrong, or null. */
  explain(model: Model, answer: Answer, facts: Facts): string | null;
}

/**
 * Does deeds at once. Whatever became of them must be what some order of doing them one after the other would have made of
 * answers, orders, stock and points.
 */
export async function perform(world: World, actions: readonly Action[]): Promise<void> {
  world.story.push(actions.map(({ label }) => label).join(' ∥ '));
  world.model.at = application().clock.now().getTime();
  const answers = await Promise.all(actions.map((action) => action.send(world)));
  await application().wechat.control.deliveriesSettled();
  await keepSignedIn(world);
  const created = answers.flatMap(({ data }) => (typeof data.orderNo === 'string' ? [data.orderNo] : []));
  const touched = actions.some(({ touches }) => touches === 'all')
    ? ('all' as const)
    : [...new Set([...actions.flatMap(({ touches }) => touches as string[]), ...created])];
  const facts = await observe(world, touched);
  adopt(world, actions, { answers, facts });
}

/** Takes over what explains the answers and facts, or fails with all that does not fit. */
export function adopt(
  world: World,
  actions: readonly Action[],
  { answers, facts }: { answers: Answer[]; facts: Facts },
): void {
  const problems: string[] = [];
  for (const { order, isToldLate } of waysToDo(actions.length)) {
    const model = { ...structuredClone(world.model), isToldLate };
    const found = explainAll(model, { order, actions, answers, facts });
    if (found.length === 0) {
      world.model = model;
      world.lastLogId = Math.max(world.lastLogId, ...facts.settlements.map(({ id }) => id));
      return;
    }
    problems.push(...found.filter((problem) => !problems.includes(problem)));
  }
  throw new Error(
    [
      `no order of the deeds explains what happened:`,
      ...problems,
      `answers: ${answers.map(({ name }) => name).join(', ')}`,
      'story:',
      ...world.story.map((line, index) => `${index + 1}. ${line}`),
    ].join('\n'),
  );
}

/** Every order, and WeChat's message at once with the money or after everything else. */
function waysToDo(count: number): { order: number[]; isToldLate: boolean }[] {
  const orders = permutationsOf(Array.from({ length: count }, (_, index) => index));
  const manners = count > 1 ? [false, true] : [false];
  return manners.flatMap((isToldLate) => orders.map((order) => ({ order, isToldLate })));
}

interface Explanation {
  order: number[];
  actions: readonly Action[];
  answers: Answer[];
  facts: Facts;
}

function explainAll(model: Model, { order, actions, answers, facts }: Explanation): string[] {
  for (const index of order) {
    const [action, answer] = [actions[index], answers[index]];
    if (!action || !answer) throw new Error('an action without an answer');
    const problem = action.explain(model, answer, facts);
    if (problem) return [`${action.label}: ${problem}`];
  }
  return [...absorb(model, facts), ...complaintsAbout(model, facts)];
}

function permutationsOf(items: number[]): number[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    permutationsOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

export const expectOk = (answer: Answer): string | null => (answer.isOk ? null : `refused with ${answer.name}`);

export const expectRefusal = (answer: Answer, names: readonly string[]): string | null =>
  !answer.isOk && names.includes(answer.name) ? null : `answered ${answer.name} instead of ${names.join('|')}`;

/** What of an answer differs from what it should say. */
export function expectData(answer: Answer, expected: Record<string, string | number>): string | null {
  const wrong = Object.entries(expected).filter(([field, value]) => answer.data[field] !== value);
  if (wrong.length === 0) return null;
  const said = wrong.map(
    ([field, value]) => `${field} ${JSON.stringify(answer.data[field])} not ${JSON.stringify(value)}`,
  );
  return said.join(', ');
}
