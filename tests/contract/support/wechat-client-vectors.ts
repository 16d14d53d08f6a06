import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Vector extends Record<string, unknown> {
  id: string;
  kind: string;
}

const REPOSITORY_ROOT = resolve(__dirname, '../../..');

/** The published conformance vectors. Their absence fails loudly: a skipped proof would look like a passed one. */
export function loadVectors(): Vector[] {
  const folder = resolve(REPOSITORY_ROOT, process.env['MALLARD_SPEC_DIR'] ?? '../shared/spec');
  const file = resolve(folder, 'wechat-vectors.json');
  if (!existsSync(file)) {
    throw new Error(
      `The conformance vectors are missing: ${file} does not exist; set MALLARD_SPEC_DIR to their folder.`,
    );
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors;
}

export function vectorsOf<T>(kind: string): (T & { id: string })[] {
  const found = loadVectors().filter((vector) => vector.kind === kind);
  if (found.length === 0) throw new Error(`There is no vector of kind ${kind}.`);
  return found as unknown as (T & { id: string })[];
}

// The type parameter is the caller's claim about one entry of a trusted file.
export function vector<T extends object>(id: string): T & { id: string } {
  const found = loadVectors().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no vector ${id}.`);
  return found as unknown as T & { id: string };
}
