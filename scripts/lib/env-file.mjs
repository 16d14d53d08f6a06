import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

export const envFile = inRoot('.env');

/** The pairs of a `.env` file; later lines win, quotes around a value are taken off. */
export function readEnvFile(file = envFile) {
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name, value]) => [name, value.replace(/^(['"])([\s\S]*)\1$/, '$2').replaceAll('\\n', '\n')]);
  return Object.fromEntries(pairs);
}

/** Puts the file's values into this process's environment; what is set there already wins. */
export function loadEnvFile(file = envFile) {
  for (const [name, value] of Object.entries(readEnvFile(file))) process.env[name] ??= value;
}

/** Adds lines to the end of the file; only its owner may read it, because it holds secrets. */
export function appendToEnvFile(title, values, file = envFile) {
  const text = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  const before = readFileSync(file, 'utf8');
  const separator = before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  appendFileSync(file, `${separator}# ${title}\n${text.join('')}`);
}
