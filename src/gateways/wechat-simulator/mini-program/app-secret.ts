import type { SimulatorWorld } from '../world';
import { refuse } from './refusal';

interface GivenIdentity {
  appid: string | null | undefined;
  secret: string | null | undefined;
}

/** Throws 41002, 41004, 40013 or 40125 when appid and secret are not those of the mini-program. */
export function requireAppSecret(world: SimulatorWorld, { appid, secret }: GivenIdentity): void {
  if (!appid) throw refuse(41002, 'appid missing');
  if (!secret) throw refuse(41004, 'appsecret missing');
  if (appid !== world.credentials.appId) throw refuse(40013, 'invalid appid');
  if (secret !== world.credentials.appSecret) throw refuse(40125, 'invalid appsecret');
}
