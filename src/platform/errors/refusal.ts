import { catalogue, type RefusalName } from './catalogue';

/**
 * A rule said no. Thrown anywhere, answered by the refusals middleware as the envelope of the HTTP contract.
 * `details` are for developers and must not carry anything internal or secret.
 */
export class Refusal extends Error {
  readonly details: Record<string, unknown>;

  constructor(
    override readonly name: RefusalName,
    details: Record<string, unknown> = {},
    readonly userMessage?: { zh: string; en: string },
  ) {
    super(userMessage?.en ?? catalogue[name].en);
    this.details = details;
  }

  get status(): number {
    return catalogue[this.name].status;
  }

  get code(): number {
    return catalogue[this.name].code;
  }
}

/** Two copies of the class may exist when tests cross module realms, so refusals are known by their shape. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name in catalogue && 'userMessage' in error && 'details' in error;
}
