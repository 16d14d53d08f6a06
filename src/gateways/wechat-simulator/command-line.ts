import { join } from 'node:path';
import { z } from 'zod';
import type { SandboxCredentials } from './credentials';
import type { SimulatorSettings } from './settings';

const environment = z.object({
  NODE_ENV: z.string().optional(),
  ALLOW_SANDBOX_IN_PRODUCTION: z.string().optional(),
  /** Holds the credentials that shop and simulator share, and the simulator's state. */
  SANDBOX_DIR: z.string().min(1).default('.data'),
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(1338),
  SIMULATOR_STATE_FILE: z.string().min(1).optional(),
  /** Where events of message push go, e.g. `http://127.0.0.1:1337/api/v1/wechat/push`; unset: nowhere. */
  SIMULATOR_PUSH_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** What the images of codes lead to, the scene follows, e.g. `http://127.0.0.1:1337/demo/#/scan/`. */
  SIMULATOR_SCAN_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The shop's own settings of message push, so that both sides agree. */
  WECHAT_PUSH_TOKEN: z.string().optional(),
  WECHAT_PUSH_AES_KEY: z.string().optional(),
  /** Factor on WeChat's retry schedule, e.g. 0.01 to wait 0.15 s instead of 15 s. */
  SIMULATOR_RETRY_SCALE: z.coerce.number().min(0).default(1),
});

export interface SimulatorCommand {
  credentialsFile: string;
  stateFile: string;
  host: string;
  port: number;
  notifyRetrySecondsScale: number;
  /** In place of what the credentials file says. */
  ownPush: Partial<Pick<SandboxCredentials, 'pushToken' | 'pushAesKey'>>;
  settings: Partial<SimulatorSettings>;
}

/** Reads the simulator's environment. Throws one sentence for a wrong value, and in production without consent. */
export function readSimulatorEnvironment(variables: Record<string, string | undefined>): SimulatorCommand {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The environment variable ${String(issue?.path[0])} is not valid: ${issue?.message ?? ''}.`);
  }
  const env = parsed.data;
  if (env.NODE_ENV === 'production' && env.ALLOW_SANDBOX_IN_PRODUCTION !== 'true') {
    throw new Error(
      'The WeChat simulator does not start with NODE_ENV=production; set ALLOW_SANDBOX_IN_PRODUCTION=true to insist.',
    );
  }
  return {
    credentialsFile: join(env.SANDBOX_DIR, 'sandbox-credentials.json'),
    stateFile: env.SIMULATOR_STATE_FILE ?? join(env.SANDBOX_DIR, 'simulator-state.json'),
    host: env.SIMULATOR_HOST,
    port: env.SIMULATOR_PORT,
    notifyRetrySecondsScale: env.SIMULATOR_RETRY_SCALE,
    ...pushOf(env),
  };
}

/** Without an AES key of its own, a shop with a token of its own understands plain pushes only. */
function pushOf(env: z.infer<typeof environment>): Pick<SimulatorCommand, 'ownPush' | 'settings'> {
  const { WECHAT_PUSH_TOKEN: pushToken, WECHAT_PUSH_AES_KEY: pushAesKey } = env;
  const settings = { pushUrl: env.SIMULATOR_PUSH_URL ?? null, scanUrl: env.SIMULATOR_SCAN_URL ?? null };
  if (!pushToken) return { ownPush: {}, settings };
  if (!pushAesKey) return { ownPush: { pushToken }, settings: { ...settings, pushMode: 'plain' } };
  return { ownPush: { pushToken, pushAesKey }, settings };
}
