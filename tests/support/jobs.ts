import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { application } from './api';

type Scheduler = typeof import('../../src/platform/jobs/scheduler');

/** Runs a job of the application now; taken from the compiled application, because that is where its jobs are registered. */
export function runJob(name: string): Promise<number> {
  const outside = createRequire(resolve(__dirname, '../../dist/src/index.js'));
  const scheduler = outside('./platform/jobs/scheduler') as Scheduler;
  return scheduler.runJob(application().strapi, name);
}
