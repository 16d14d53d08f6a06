import type { Refusal as DomainRefusal } from '../../domain/shared/refusal';
import type { Result } from '../../domain/shared/result';
import { Refusal } from './refusal';

/** The value of a decision, or its refusal thrown for the HTTP layer. */
export function unwrap<T>(result: Result<T, DomainRefusal>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error.name, { ...result.error.details });
}
