import type { Application } from './application';

const KEY = Symbol.for('mallard.test-application');

export default async function stopApplication(): Promise<void> {
  const running = (process as NodeJS.Process & { [KEY]?: Promise<Application> })[KEY];
  if (running) await (await running).stop();
}
