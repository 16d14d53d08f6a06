import { randomHex } from '../random-ids';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { invalidArguments, invalidOpenid, refuse } from './refusal';

const CONTENT_LIMIT = 2500;
const RECENT_VISIT_MS = 2 * 3_600_000;
const RISKY_WORD = '违规';
const DOUBTFUL_WORD = '疑似';

const VERDICTS = {
  pass: { suggest: 'pass', label: 100 },
  review: { suggest: 'review', label: 21000 },
  risky: { suggest: 'risky', label: 20006 },
} as const;

function judge(text: string): keyof typeof VERDICTS {
  if (text.includes(RISKY_WORD)) return 'risky';
  return text.includes(DOUBTFUL_WORD) ? 'review' : 'pass';
}

/** Text safety check, version 2 (wechat.md B6): the user must have been in the mini-program in the last two hours. */
function checkText({ world, body }: MiniProgramInput): MiniProgramResult {
  const content = textMember(body, 'content');
  if (body.version !== 2) throw invalidArguments('version');
  if (![1, 2, 3, 4].includes(Number(body.scene))) throw refuse(40129, 'invalid scene');
  if (!content || Array.from(content).length > CONTENT_LIMIT) throw invalidArguments('content');
  const user = world.state.users[textMember(body, 'openid') ?? ''];
  if (!user) throw invalidOpenid();
  if (world.nowMs() - user.lastSeenAt > RECENT_VISIT_MS) throw refuse(61010, 'code is expired');
  const texts = [content, textMember(body, 'title'), textMember(body, 'nickname'), textMember(body, 'signature')];
  const result = VERDICTS[judge(texts.join('\n'))];
  return { result, detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }], trace_id: randomHex(8) };
}

export const textCheckRoutes: MiniProgramRoute[] = [
  { method: 'POST', path: '/wxa/msg_sec_check', handle: { needsAccessToken: true, run: checkText } },
];
