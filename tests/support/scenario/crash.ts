import { setTimeout as pause } from 'node:timers/promises';
import { application } from '../api';
import { eventually } from '../eventually';
import { type Instance, startInstance } from '../instance';
import { type Action, adopt } from './action';
import type { Answer } from './caller';
import { observe } from './observe';
import type { World } from './world';

/** The instance that serves the buyers of a world; another process takes its place and address after each crash. */
export class MortalInstance {
  private constructor(private instance: Instance) {}

  static async start(): Promise<MortalInstance> {
    return new MortalInstance(await startInstance());
  }

  as = (member: Parameters<Instance['as']>[0]): ReturnType<Instance['as']> => this.instance.as(member);

  async crash(): Promise<void> {
    const { port } = this.instance;
    await this.instance.kill();
    this.instance = await startInstance({ port });
  }

  /** WeChat comes again until it is heard; what was acknowledged before the crash waits in the inbox. */
  async hearEverything(): Promise<void> {
    const { control } = application().wechat;
    await eventually(() => {
      const toUs = control.listNotifications().filter(({ url }) => url.startsWith(this.instance.url));
      expect(toUs.filter(({ status }) => status === 'pending')).toEqual([]);
      return Promise.resolve();
    }, 60);
    application().clock.advance({ minutes: 30 });
    for (let round = 0; round < 3; round += 1) await application().runJob('sweep-notifications');
    application().clock.reset();
  }
}

export interface Crash {
  instance: MortalInstance;
  /** Milliseconds after the deeds have been sent; null: nothing happens to the process. */
  killAfter: number | null;
}

/**
 * Does deeds at once while the process dies. Whoever got no answer asks again with the same key, as a mini-program does, and
 * then everything must be as if there had been no crash.
 */
export async function performThrough({ instance, killAfter }: Crash, world: World, actions: Action[]): Promise<void> {
  world.story.push(`${actions.map(({ label }) => label).join(' ∥ ')} (killed after ${killAfter} ms)`);
  world.model.at = application().clock.now().getTime();
  const sent = Promise.all(actions.map((action) => action.send(world).catch(() => null)));
  if (killAfter !== null) {
    await pause(killAfter);
    await instance.crash();
  }
  const answers: Answer[] = [];
  for (const [index, answer] of (await sent).entries()) {
    const again = actions[index];
    if (again) answers.push(answer ?? (await again.send(world)));
  }
  await instance.hearEverything();
  const created = answers.flatMap(({ data }) => (typeof data.orderNo === 'string' ? [data.orderNo] : []));
  const known = world.model.orders.map(({ orderNo }) => orderNo);
  adopt(world, actions, { answers, facts: await observe(world, [...new Set([...known, ...created])]) });
}
