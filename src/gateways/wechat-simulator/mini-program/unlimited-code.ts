import sharp from 'sharp';
import { drawCodePicture } from './code-picture';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { invalidArguments, refuse } from './refusal';

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const SCENE_LIMIT = 32;
const ENVIRONMENTS = ['release', 'trial', 'develop'];

function requireScene(body: Record<string, unknown>): string {
  const scene = textMember(body, 'scene') ?? '';
  if (scene.length === 0 || scene.length > SCENE_LIMIT) throw refuse(40169, 'invalid length for scene');
  if (!SCENE.test(scene)) throw refuse(40129, 'invalid scene');
  return scene;
}

function requirePage({ world, body }: MiniProgramInput): string {
  const page = textMember(body, 'page') ?? '';
  if (page.startsWith('/') || page.includes('?')) throw invalidArguments('page');
  const released = world.state.settings.releasedPages;
  const isChecked = body.check_path !== false && page !== '';
  if (isChecked && released !== null && !released.includes(page)) throw refuse(41030, 'invalid page');
  return page;
}

function requireWidth(body: Record<string, unknown>): number {
  const width = body.width ?? 430;
  if (typeof width !== 'number' || width < 280 || width > 1280) throw invalidArguments('width');
  return Math.floor(width);
}

/** What a camera reads: where the page opens in this sandbox, or which page WeChat would open. */
function scannedText({ world }: MiniProgramInput, page: string, scene: string): string {
  const { scanUrl } = world.state.settings;
  return scanUrl === null ? `${page}?scene=${scene}` : scanUrl + encodeURIComponent(scene);
}

/** The code image of a scene (wechat.md B5); refusals are JSON with HTTP 200, which callers have to tell apart. */
async function unlimitedCode(input: MiniProgramInput): Promise<MiniProgramResult> {
  const scene = requireScene(input.body);
  const page = requirePage(input);
  const environment = input.body.env_version ?? 'release';
  if (typeof environment !== 'string' || !ENVIRONMENTS.includes(environment)) throw invalidArguments('env_version');
  const picture = drawCodePicture(scannedText(input, page, scene), requireWidth(input.body));
  const { codeImageFormat } = input.world.state.settings;
  return codeImageFormat === 'png' ? picture : sharp(picture).jpeg().toBuffer();
}

export const unlimitedCodeRoutes: MiniProgramRoute[] = [
  { method: 'POST', path: '/wxa/getwxacodeunlimit', handle: { needsAccessToken: true, run: unlimitedCode } },
];
