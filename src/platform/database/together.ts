import { isOfFailedTransaction } from './db-errors';

/**
 * Waits for statements of one transaction that were issued together, to the last one, so that none is under way when the transaction
 * is rolled back. PostgreSQL refuses whatever comes after a failure, and it depends on chance which of the errors is heard first;
 * what is thrown is the failure itself, because a deadlock must be told from a unique key.
 * @param work promises, or statements that begin when they are waited for; they begin in their order
 * @throws the first error that is not the consequence of another one
 */
export async function together<Work extends readonly unknown[]>(
  work: readonly [...Work],
): Promise<{ -readonly [Key in keyof Work]: Awaited<Work[Key]> }> {
  const outcomes = await Promise.allSettled(work);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((error) => !isOfFailedTransaction(error)) ?? failures[0];
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as never;
}
