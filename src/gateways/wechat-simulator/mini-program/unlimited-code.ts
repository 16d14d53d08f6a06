import { createHash } from 'node:crypto';
import type { MiniProgramInput, MiniProgramResult, MiniProgramRoute } from './mini-program-route';
import { textMember } from './mini-program-route';
import { encodePng } from './png';
import { invalidArguments, refuse } from './refusal';

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const SCENE_LIMIT = 32;
const CELLS = 29;
const BORDER_CELLS = 2;
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

/** A pattern that is always the same for the same code and different for every other; it cannot be scanned. */
function drawCode(label: string, widthPixels: number, scene: string): Buffer {
  const cells = Buffer.concat(
    Array.from({ length: 4 }, (_unused, part) =>
      createHash('sha256')
        .update(`${String(part)} ${label}`)
        .digest(),
    ),
  );
  const cellPixels = Math.floor(widthPixels / (CELLS + 2 * BORDER_CELLS));
  const offset = Math.floor((widthPixels - cellPixels * CELLS) / 2);
  const isDark = (x: number, y: number): boolean => {
    const column = Math.floor((x - offset) / cellPixels);
    const row = Math.floor((y - offset) / cellPixels);
    if (column < 0 || row < 0 || column >= CELLS || row >= CELLS) return false;
    const bit = row * CELLS + column;
    return (((cells[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1;
  };
  return encodePng({ sizePixels: widthPixels, isDark, notes: { scene } });
}

/** The code image of a scene (wechat.md B5); refusals are JSON with HTTP 200, which callers have to tell apart. */
function unlimitedCode(input: MiniProgramInput): MiniProgramResult {
  const scene = requireScene(input.body);
  const page = requirePage(input);
  const environment = input.body.env_version ?? 'release';
  if (typeof environment !== 'string' || !ENVIRONMENTS.includes(environment)) throw invalidArguments('env_version');
  const label = [input.world.credentials.appId, environment, page, scene].join(' ');
  return drawCode(label, requireWidth(input.body), scene);
}

export const unlimitedCodeRoutes: MiniProgramRoute[] = [
  { method: 'POST', path: '/wxa/getwxacodeunlimit', handle: { needsAccessToken: true, run: unlimitedCode } },
];
