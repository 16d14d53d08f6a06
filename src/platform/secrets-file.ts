import { readFileSync } from 'node:fs';
import { ConfigurationError } from './environment';

/**
 * A PEM given either as text (with real or escaped line breaks) or as the path of a file.
 * @param name of the variable that holds it
 * @throws ConfigurationError without the value, which may be a key that lost its header
 */
export function readPem(name: string, value: string): string {
  if (value.includes('-----BEGIN')) return value.replace(/\\n/g, '\n');
  try {
    return readFileSync(value, 'utf8');
  } catch {
    throw new ConfigurationError(`${name} is neither a key in PEM form nor the path of a readable file.`);
  }
}
