import { randomBytes, randomInt } from 'node:crypto';
import { appendToEnvFile, envFile, readEnvFile } from './env-file.mjs';

const text = (bytes) => randomBytes(bytes).toString('base64url');

/** How each secret is made. Every installation has its own: none is ever shipped. */
const recipes = {
  APP_KEYS: () => `${text(24)},${text(24)}`,
  ADMIN_JWT_SECRET: () => text(32),
  API_TOKEN_SALT: () => text(24),
  TRANSFER_TOKEN_SALT: () => text(24),
  JWT_SECRET: () => text(32),
  ENCRYPTION_KEY: () => randomBytes(16).toString('hex'),
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString('base64')}`,
};

export const secretNames = Object.keys(recipes);

const accountRecipes = { ADMIN_EMAIL: () => 'admin@mallard.local', ADMIN_PASSWORD: readablePassword };

const isMissing = (name, known) => !process.env[name] && !known[name];

/** Names of secrets that neither the environment nor `.env` holds. */
export function missingSecrets(file = envFile) {
  const known = readEnvFile(file);
  return secretNames.filter((name) => isMissing(name, known));
}

/**
 * Writes what is missing into `.env`. Nothing that exists is ever changed: stored data is encrypted with these keys.
 * @returns the names that were added
 */
export function ensureSecrets(options = {}) {
  const { file = envFile, withAccount = false } = options;
  const known = readEnvFile(file);
  const wanted = { ...recipes, ...(withAccount ? accountRecipes : {}) };
  const added = Object.entries(wanted)
    .filter(([name]) => isMissing(name, known))
    .map(([name, make]) => [name, make()]);
  if (added.length > 0)
    appendToEnvFile('首次启动时自动生成；请妥善保管，不要提交到代码库', Object.fromEntries(added), file);
  return added.map(([name]) => name);
}

/** Secrets for one run of a tool that needs a complete configuration but keeps nothing, such as a build. */
export function throwawaySecrets() {
  return Object.fromEntries(Object.entries(recipes).map(([name, make]) => [name, process.env[name] || make()]));
}

/** Easy to type, without letters that look alike, and with what the admin panel asks of a password. */
function readablePassword() {
  const pick = (letters, count) => Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
  return `${pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 2)}${pick('abcdefghijkmnopqrstuvwxyz', 6)}${pick('23456789', 4)}`;
}
