import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const specDir = process.env.MALLARD_SPEC_DIR ?? resolve(__dirname, '../../../../shared/spec');

export type Vector = { id: string; kind: string } & Record<string, unknown>;

/** The published WeChat vectors of some kinds. A missing folder is a failure: nothing would be proved without it. */
export function readVectors(...kinds: string[]): Vector[] {
  const file = resolve(specDir, 'wechat-vectors.json');
  if (!existsSync(file)) {
    throw new Error(`The WeChat vectors are not at ${file}; set MALLARD_SPEC_DIR to the folder that holds them.`);
  }
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
  return vectors.filter(({ kind }) => kinds.includes(kind));
}

export const textOf = (vector: Vector, name: string): string => {
  const value = vector[name];
  if (typeof value !== 'string') throw new Error(`Vector ${vector.id} has no text ${name}.`);
  return value;
};
