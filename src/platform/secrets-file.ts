import { readFileSync } from 'node:fs';

/** A PEM given either as text (with real or escaped line breaks) or as the path of a file. */
export function readPem(value: string): string {
  return value.includes('-----BEGIN') ? value.replace(/\\n/g, '\n') : readFileSync(value, 'utf8');
}
