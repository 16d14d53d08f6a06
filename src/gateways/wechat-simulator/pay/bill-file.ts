import { setImmediate as breathe } from 'node:timers/promises';

/** What a bill consists of; `lines` may be millions, so they are made while they are read. */
export interface BillSheet {
  titles: readonly string[];
  /** The cells of every line; also adds the line up for the summary. */
  lines(): Iterable<readonly string[]>;
  summaryTitles: readonly string[];
  /** To be asked after the last line. */
  summary(): readonly string[];
}

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const CHUNK_CHARACTERS = 64 * 1024;

const marked = (cells: readonly string[]): string => `\`${cells.join(',`')}${LINE_END}`;
const plain = (titles: readonly string[]): string => titles.join(',') + LINE_END;

/** The file of a bill, piece by piece: title line, back-ticked lines, summary titles and one summary line. */
export async function* billFile(sheet: BillSheet): AsyncGenerator<Buffer> {
  let text = BYTE_ORDER_MARK + plain(sheet.titles);
  for (const cells of sheet.lines()) {
    text += marked(cells);
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
    await breathe();
  }
  yield Buffer.from(text + plain(sheet.summaryTitles) + marked(sheet.summary()));
}

/** Yuan with two decimals. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Sums are printed with as few decimals as they need, but at least one: `0.47`, `0.5`, `45.0`. */
export const sumText = (fen: number): string => yuan(fen).replace(/0$/, '');

/** A cell ends where the line does, so a line break within it becomes a space. */
export const cellText = (text: string): string => text.replace(/[\r\n]+/g, ' ');
