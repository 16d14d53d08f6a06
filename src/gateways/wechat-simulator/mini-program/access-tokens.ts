import { randomAlphanumeric } from '../random-ids';
import type { AccessToken } from '../state';
import type { SimulatorWorld } from '../world';
import { requireAppSecret } from './app-secret';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { expiredToken, invalidCredential, missingToken, refuse } from './refusal';

const LIFETIME_MS = 7_200_000;
/** The stable interface renews this early, and the old plain token stays usable this long. */
const GRACE_MS = 300_000;
const FORCED_REFRESH_GAP_MS = 30_000;
const FORCED_REFRESHES_PER_DAY = 20;
const DAY_MS = 86_400_000;
const TOKEN_CHARACTERS = 136;

function issue(world: SimulatorWorld, kind: AccessToken['kind']): string {
  const value = `${kind === 'stable' ? '8' : '9'}_${randomAlphanumeric(TOKEN_CHARACTERS)}`;
  world.state.accessTokens[value] = { kind, expiresAt: world.nowMs() + LIFETIME_MS, isRevoked: false };
  return value;
}

/** Throws 41001, 40001 or 42001 when the token of a call is missing, unknown, revoked or expired. */
export function requireAccessToken(world: SimulatorWorld, value: string | null): void {
  if (!value) throw missingToken();
  const token = world.state.accessTokens[value];
  if (!token || token.isRevoked) throw invalidCredential();
  if (world.nowMs() >= token.expiresAt) throw expiredToken();
}

/** Every call issues a new token; the one before dies after a short grace. */
function plainToken({ world, query }: MiniProgramInput): MiniProgramResult {
  if (query.get('grant_type') !== 'client_credential') throw refuse(40002, 'invalid grant_type');
  requireAppSecret(world, { appid: query.get('appid'), secret: query.get('secret') });
  const { state } = world;
  const previous = state.currentPlainToken === null ? undefined : state.accessTokens[state.currentPlainToken];
  if (previous) previous.expiresAt = Math.min(previous.expiresAt, world.nowMs() + GRACE_MS);
  state.currentPlainToken = issue(world, 'plain');
  return { access_token: state.currentPlainToken, expires_in: LIFETIME_MS / 1000 };
}

/** True when this forced refresh counts; within the gap the platform answers the same token again. */
function takeForcedRefresh(world: SimulatorWorld): boolean {
  const now = world.nowMs();
  const today = world.state.forcedRefreshes.filter((at) => now - at < DAY_MS);
  if (now - (today.at(-1) ?? 0) < FORCED_REFRESH_GAP_MS) return false;
  if (today.length >= FORCED_REFRESHES_PER_DAY) throw refuse(45009, 'reach max api daily quota limit');
  world.state.forcedRefreshes = [...today, now];
  return true;
}

/** The same token while it is valid, renewed in its last five minutes, or at once when a refresh is forced. */
function stableToken({ world, body }: MiniProgramInput): MiniProgramResult {
  if (body.grant_type !== 'client_credential') throw refuse(40002, 'invalid grant_type');
  requireAppSecret(world, { appid: textMember(body, 'appid'), secret: textMember(body, 'secret') });
  const { state } = world;
  const current = state.currentStableToken === null ? undefined : state.accessTokens[state.currentStableToken];
  const isForced = body.force_refresh === true && takeForcedRefresh(world);
  if (isForced && current) current.isRevoked = true;
  const isLasting = current !== undefined && current.expiresAt - world.nowMs() > GRACE_MS;
  if (isForced || !isLasting) state.currentStableToken = issue(world, 'stable');
  const token = state.accessTokens[state.currentStableToken ?? ''];
  const remainingSeconds = Math.floor(((token?.expiresAt ?? 0) - world.nowMs()) / 1000);
  return { access_token: state.currentStableToken, expires_in: remainingSeconds };
}

/**
 * Makes every token unusable. `keepsServing` is the awkward case: the normal mode of the stable interface goes on
 * answering the dead token until a refresh is forced.
 */
export function revokeAccessTokens(world: SimulatorWorld, keepsServing: boolean): void {
  for (const token of Object.values(world.state.accessTokens)) token.isRevoked = true;
  if (keepsServing) return;
  world.state.currentPlainToken = null;
  world.state.currentStableToken = null;
}

export const accessTokenRoutes: MiniProgramRoute[] = [
  { method: 'GET', path: '/cgi-bin/token', handle: { needsAccessToken: false, run: plainToken } },
  { method: 'POST', path: '/cgi-bin/stable_token', handle: { needsAccessToken: false, run: stableToken } },
];
