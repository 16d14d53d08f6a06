import { BillFormatError } from './bill-error';

/** Longer lines than any bill has: what never ends a line must not fill the memory. */
const LONGEST_LINE = 1_000_000;

/** Bytes in, whole lines out, wherever the chunks are cut: inside a character, inside CRLF, inside the BOM. */
export class BillText {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';

  push(chunk: Uint8Array): string[] {
    return this.#lines(() => this.#decoder.decode(chunk, { stream: true }));
  }

  /** What stands behind the last line break. */
  end(): string[] {
    const lines = this.#lines(() => this.#decoder.decode());
    return [...lines, ...withoutEmpty([this.#rest])];
  }

  #lines(decode: () => string): string[] {
    const lines = (this.#rest + decoded(decode)).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE) throw new BillFormatError('a line of the bill does not end');
    return withoutEmpty(lines);
  }
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw new BillFormatError('the bill is not UTF-8', { cause: error });
  }
}

const withoutEmpty = (lines: string[]): string[] =>
  lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)).filter((line) => line !== '');
