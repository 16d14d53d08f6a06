import { setTimeout as pause } from 'node:timers/promises';
import { firstInvalidKeyword } from './keyword-limits';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { invalidOpenid, refuse } from './refusal';

export const quotaKey = (openid: string, templateId: string): string => `${openid} ${templateId}`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function requireMessage({ world, body }: MiniProgramInput) {
  const openid = textMember(body, 'touser');
  const templateId = textMember(body, 'template_id');
  const page = textMember(body, 'page') ?? null;
  if (!openid) throw invalidOpenid();
  if (!templateId) throw refuse(40037, 'invalid template_id');
  const released = world.state.settings.releasedPages;
  const path = page?.split('?')[0] ?? '';
  if (path !== '' && released !== null && !released.includes(path)) throw refuse(41030, 'invalid page');
  const data = isRecord(body.data) ? body.data : {};
  const invalid = Object.keys(data).length === 0 ? 'data' : firstInvalidKeyword(data);
  if (invalid !== null) throw refuse(47003, `argument invalid! data.${invalid}.value invalid`);
  return { openid, templateId, page, data };
}

/** Sends at most one message to a user at a time, each against one accepted subscription (wechat.md B4). */
export function subscribeMessageRoutes(): MiniProgramRoute[] {
  const usersBeingSentTo = new Set<string>();

  async function send(input: MiniProgramInput): Promise<MiniProgramResult> {
    const { openid, templateId, page, data } = requireMessage(input);
    const { state } = input.world;
    if (usersBeingSentTo.has(openid)) throw refuse(43108, 'concurrent sends to the same user');
    const key = quotaKey(openid, templateId);
    const left = state.messageQuotas[key] ?? 0;
    if (left === 0) throw refuse(43101, 'user refuse to accept the msg');
    state.messageQuotas[key] = left - 1;
    usersBeingSentTo.add(openid);
    try {
      await pause(state.settings.subscribeSendMilliseconds);
    } finally {
      usersBeingSentTo.delete(openid);
    }
    const values = Object.fromEntries(
      Object.entries(data).map(([keyword, member]) => [keyword, String((member as { value: unknown }).value)]),
    );
    state.sentMessages.push({ openid, templateId, page, values, sentAt: input.world.nowMs() });
    return { msgid: state.sentMessages.length };
  }

  return [{ method: 'POST', path: '/cgi-bin/message/subscribe/send', handle: { needsAccessToken: true, run: send } }];
}
