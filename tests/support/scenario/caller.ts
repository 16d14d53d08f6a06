import type { Response } from 'supertest';
import type { SignedIn } from '../members';

interface Pending extends PromiseLike<Response> {
  set(name: string, value: string): Pending;
  send(body: object): Pending;
}

/** Where requests go: the application of this process, or another instance. */
export interface Caller {
  as(member: Pick<SignedIn, 'accessToken'>): { get(path: string): Pending; post(path: string): Pending };
}

/** What came of a request or a use case. */
export interface Answer {
  isOk: boolean;
  /** The name of the refusal (api.md), `ok`, or what else it was. */
  name: string;
  data: Record<string, unknown>;
}

interface Envelope {
  data: Record<string, unknown> | null;
  error?: { name: string };
}

export async function answerOf(request: PromiseLike<Response>): Promise<Answer> {
  const { status, body } = await request;
  const { data, error } = body as Envelope;
  const isOk = status >= 200 && status < 300;
  return { isOk, name: isOk ? 'ok' : (error?.name ?? `HTTP ${status}`), data: data ?? {} };
}

/** The same for a use case that is called without HTTP, as the admin panel does. */
export async function outcomeOf(work: Promise<unknown>): Promise<Answer> {
  try {
    const data = (await work) as Record<string, unknown> | undefined;
    return { isOk: true, name: 'ok', data: data ?? {} };
  } catch (error) {
    // The application's errors are of another realm, so only their shape can be asked.
    return { isOk: false, name: (error as Error).name, data: {} };
  }
}
