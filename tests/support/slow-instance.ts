import { setTimeout } from 'node:timers/promises';
import { application } from './api';
import { runService } from './run-service';

const SECONDS = 3;
const POLL_MS = 20;

/**
 * Starts a job like an instance that overruns its lease: WeChat lets it wait at the first row, and it holds the others as they are
 * now. Returns as soon as it waits; `finish` lets it go on.
 */
export async function startSlowly(uid: string, match: string): Promise<{ finish(): Promise<unknown> }> {
  const { control } = application().wechat;
  control.addFault({ kind: 'slow', match, times: 1, seconds: SECONDS });
  const running = runService(uid);
  while (control.listFaults().length > 0) await setTimeout(POLL_MS);
  return { finish: () => running };
}
