import { TestEnvironment } from 'jest-environment-node';
import { type Application, startApplication } from './application';

const KEY = Symbol.for('mallard.test-application');
type Holder = NodeJS.Process & { [KEY]?: Promise<Application> };
const holder = process as Holder;

/** All test files of a worker share one application, because a boot costs more than most tests. */
export default class StrapiEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    holder[KEY] ??= startApplication(process.env.JEST_WORKER_ID ?? '1');
    this.global.application = await holder[KEY];
    // Jest copied the variables before the first start set its own; what tests start themselves needs them too.
    Object.assign(this.global.process.env, process.env);
  }
}
