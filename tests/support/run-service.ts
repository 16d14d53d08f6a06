import { application } from './api';

/** Calls a use case of the application that takes no arguments, such as the body of a job. */
export function runService(uid: string): Promise<unknown> {
  const service = application().strapi.service(uid as never) as unknown as () => Promise<unknown>;
  return service();
}
