import { randomHex } from '../random-ids';
import type { MediaCheck } from '../state';
import type { SimulatorWorld } from '../world';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { announceMediaCheck } from './push-events';
import { invalidArguments, invalidOpenid, refuse } from './refusal';

const RECENT_VISIT_MS = 2 * 3_600_000;
const LABELS = { pass: 100, review: 21000, risky: 20002 } as const;

export type Suggestion = keyof typeof LABELS;

/** Pictures are judged by the words in their address. */
function judge(url: string): Suggestion {
  if (url.includes('risky')) return 'risky';
  return url.includes('review') ? 'review' : 'pass';
}

/** Gives the verdict on a picture, once, and announces it. False when there is nothing open under this trace id. */
export function finishMediaCheck(world: SimulatorWorld, traceId: string, suggest?: Suggestion): boolean {
  const check = world.state.mediaChecks[traceId];
  if (!check || check.suggest !== null) return false;
  check.suggest = suggest ?? judge(check.url);
  check.label = LABELS[check.suggest];
  announceMediaCheck(world, traceId, check);
  world.saveSoon();
  return true;
}

/** Image safety check (wechat.md B6); the verdict comes later as an event. */
function checkMedia({ world, body }: MiniProgramInput): MiniProgramResult {
  const url = textMember(body, 'media_url') ?? '';
  if (body.version !== 2) throw invalidArguments('version');
  if (body.media_type !== 1 && body.media_type !== 2) throw refuse(40004, 'invalid media type');
  if (![1, 2, 3, 4].includes(Number(body.scene))) throw refuse(40129, 'invalid scene');
  if (!/^https?:\/\//.test(url)) throw invalidArguments('media_url');
  const openid = textMember(body, 'openid') ?? '';
  const user = world.state.users[openid];
  if (!user) throw invalidOpenid();
  if (world.nowMs() - user.lastSeenAt > RECENT_VISIT_MS) throw refuse(61010, 'code is expired');
  const traceId = randomHex(16);
  const check: MediaCheck = { openid, url, suggest: null, label: null, startedAt: world.nowMs() };
  world.state.mediaChecks[traceId] = check;
  const { mediaCheckSeconds } = world.state.settings;
  if (mediaCheckSeconds !== null) {
    world.pusher.later(mediaCheckSeconds * 1000, () => {
      finishMediaCheck(world, traceId);
    });
  }
  return { trace_id: traceId };
}

export const mediaCheckRoutes: MiniProgramRoute[] = [
  { method: 'POST', path: '/wxa/media_check_async', handle: { needsAccessToken: true, run: checkMedia } },
];
