import type { Response } from 'supertest';
import { signIn, type SignedIn } from './members';

/** This many new users, signed in a few at a time. */
export async function crowd(count: number): Promise<SignedIn[]> {
  const members: SignedIn[] = [];
  while (members.length < count) {
    const size = Math.min(10, count - members.length);
    members.push(...(await Promise.all(Array.from({ length: size }, () => signIn()))));
  }
  return members;
}

/** Starts everything at once and waits for all; a rejection fails the storm. */
export function inParallel<In, Out>(
  inputs: In[],
  work: (input: In, index: number) => PromiseLike<Out>,
): Promise<Out[]> {
  return Promise.all(inputs.map((input, index) => work(input, index)));
}

/** How many answers there were of each HTTP status. */
export function statusesOf(answers: Response[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
