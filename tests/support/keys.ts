import { createKeyRing } from '../../src/platform/security/encryption';
import { keyRingOf } from '../../src/platform/security/key-ring';
import { application, api } from './api';
import { SECRETS } from './application';
import { database } from './members';

/** The key that everything is under outside of a test of keys, as it stands in ENCRYPTION_KEYS. */
export const USUAL_KEY = SECRETS.ENCRYPTION_KEYS;

/** A key as it stands in ENCRYPTION_KEYS. */
export const makeKey = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

/** From now on the application has these keys, newest first, as if it had been started with them. */
export function turnKeys(...keys: string[]): void {
  Object.assign(keyRingOf(application().strapi), createKeyRing(keys.join(',')));
}

/** Runs the job until it has nothing left to do; no shop of a test is so large that it takes ten runs. */
export async function renewEverything(): Promise<void> {
  for (let run = 0; run < 10; run += 1) {
    await application().runJob('renew-encryption');
    const open: unknown = await database()('encrypted_columns').where({ state: 'running' }).first('id');
    if (!open) return;
  }
  throw new Error('the job does not come to an end');
}

/** A number of the application as Prometheus reads it. */
export async function readMetric(name: string): Promise<number> {
  const { text } = await api().get('/metrics').expect(200);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}
