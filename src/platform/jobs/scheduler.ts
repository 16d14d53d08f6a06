import type { Core } from '@strapi/strapi';
import cron, { type ScheduledTask, type TaskOptions } from 'node-cron';
import { environmentOf } from '../container';

export interface Job {
  name: string;
  /** Cron expression with seconds, in the shop's time zone. */
  schedule: string;
  /** Must claim its work: every instance runs every tick. Returns how many units it did, for the log. */
  run(strapi: Core.Strapi): Promise<number>;
}

type TaskLogger = NonNullable<TaskOptions['logger']>;

interface Registration {
  jobs: Map<string, Job>;
  tasks: ScheduledTask[];
  running: Map<string, Promise<number>>;
}

const registrations = new WeakMap<Core.Strapi, Registration>();

function registrationOf(strapi: Core.Strapi): Registration {
  const known = registrations.get(strapi);
  if (known) return known;
  const created: Registration = { jobs: new Map(), tasks: [], running: new Map() };
  registrations.set(strapi, created);
  return created;
}

/** Registers a job; call from a feature's or plugin's `register`. */
export function registerJob(strapi: Core.Strapi, job: Job): void {
  const { jobs } = registrationOf(strapi);
  if (jobs.has(job.name)) throw new Error(`job ${job.name} is registered twice`);
  jobs.set(job.name, job);
}

/** Runs a job now, joining a run that is under way in this process. Used by the scheduler, tests and operators' actions. */
export async function runJob(strapi: Core.Strapi, name: string): Promise<number> {
  const { jobs, running } = registrationOf(strapi);
  const current = running.get(name);
  if (current) return current;
  const job = jobs.get(name);
  if (!job) throw new Error(`there is no job named ${name}`);
  const run = job.run(strapi).finally(() => running.delete(name));
  running.set(name, run);
  return run;
}

/** Starts the timers unless this instance only serves HTTP. */
export function startJobs(strapi: Core.Strapi): void {
  const environment = environmentOf(strapi);
  if (!environment.JOBS_ENABLED) return;
  const { jobs, tasks } = registrationOf(strapi);
  for (const job of jobs.values()) {
    // A tick joins a run that is still under way: a job that works longer than its interval is nothing to warn of.
    const tick = () => runJob(strapi, job.name).catch((error: unknown) => logFailure(strapi, job.name, error));
    const options = { name: job.name, timezone: environment.SHOP_TIMEZONE, logger: logOf(strapi, job.name) };
    tasks.push(cron.schedule(job.schedule, tick, options));
  }
}

/** What the timer itself has to say, a missed tick for one, goes where everything else goes. */
function logOf(strapi: Core.Strapi, job: string): TaskLogger {
  const details = { category: 'system', job };
  return {
    info: (message) => strapi.log.info(message, details),
    warn: (message) => strapi.log.warn(message, details),
    error: (message) => strapi.log.error(String(message), details),
    debug: (message) => strapi.log.debug(String(message), details),
  };
}

function logFailure(strapi: Core.Strapi, job: string, error: unknown): void {
  strapi.log.error('job failed', {
    category: 'system',
    job,
    error: error instanceof Error ? error.stack : String(error),
  });
}

/** Stops the timers and waits for what is under way, so that a shutdown cuts nothing in half. */
export async function stopJobs(strapi: Core.Strapi): Promise<void> {
  const { tasks, running } = registrationOf(strapi);
  await Promise.all(tasks.map(async (task) => task.destroy()));
  tasks.length = 0;
  await Promise.allSettled(running.values());
}
