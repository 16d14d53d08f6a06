import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Packages with panel texts, each with the prefix that Strapi puts before its keys. */
const keyPrefixes: Readonly<Record<string, string>> = {
  admin: '',
  'content-manager': 'content-manager.',
  'content-releases': 'content-releases.',
  'content-type-builder': 'content-type-builder.',
  email: 'email.',
  i18n: 'i18n.',
  'plugin-users-permissions': 'users-permissions.',
  'review-workflows': 'review-workflows.',
  upload: 'upload.',
};

const packagesDir = path.resolve(__dirname, '../../node_modules/@strapi');

/** The panel texts that the installed Strapi ships for a locale, by the key under which the panel looks them up. */
export function shippedTexts(locale: 'en' | 'zh-Hans'): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [packageName, prefix] of Object.entries(keyPrefixes)) {
    const file = findFile(path.join(packagesDir, packageName, 'dist/admin'), `${locale}.json.js`);
    if (file === undefined) continue;
    for (const [key, text] of Object.entries(loadModule(file))) {
      if (typeof text === 'string') texts[prefix + key] = text;
    }
  }
  return texts;
}

function loadModule(file: string): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is found at run time
  const loaded = require(file) as { default?: Record<string, unknown> } & Record<string, unknown>;
  return loaded.default ?? loaded;
}

function findFile(directory: string, name: string): string | undefined {
  if (!existsSync(directory)) return undefined;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const entryPath = path.join(directory, entry.name);
    if (entry.name === name) return entryPath;
    const found = entry.isDirectory() ? findFile(entryPath, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
