import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { inRoot, root } from './paths.mjs';

const marker = 'wechat-vectors.json';

/** The folder this clone was made from, when that is on the same machine. */
function localOrigin() {
  try {
    const url = execFileSync('git', ['config', '--get', 'remote.origin.url'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return url.replace(/^file:\/\//, '').replace(/\/\.git\/?$/, '');
  } catch {
    return null;
  }
}

/** The folder with the published test vectors: named, beside this checkout, or beside the one it was cloned from. */
export function findSpecFolder() {
  if (process.env.MALLARD_SPEC_DIR) return resolve(root, process.env.MALLARD_SPEC_DIR);
  const origin = localOrigin();
  const candidates = [resolve(root, '../shared/spec'), ...(origin ? [resolve(root, origin, '../shared/spec')] : [])];
  return candidates.find((folder) => existsSync(resolve(folder, marker))) ?? candidates[0];
}

// For shell scripts.
if (process.argv[1] === inRoot('scripts', 'lib', 'spec-folder.mjs')) process.stdout.write(`${findSpecFolder()}\n`);
