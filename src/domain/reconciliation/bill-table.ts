import { BillFormatError } from './bill-error';
import { BillText } from './bill-text';

/** Free text of the merchant, the one cell that may hold the separator itself; nothing is quoted in these files. */
const FREE_TEXT = '商品名称';

/**
 * WeChat's bill format (wechat.md A11): a header, detail rows whose cells start with a back-tick, a second header, one summary
 * row. Cells are found by the name of their column, because types and years of bills have different columns.
 */
export class BillTable {
  readonly #text = new BillText();
  readonly #required: readonly string[];
  #columns: readonly string[] | null = null;
  #summaryColumns: readonly string[] | null = null;
  #summary: ReadonlyMap<string, string> | null = null;

  constructor(required: readonly string[]) {
    this.#required = required;
  }

  /** Cells of the detail rows that this chunk completes. @throws BillFormatError */
  push(chunk: Uint8Array): string[][] {
    return this.#read(this.#text.push(chunk));
  }

  /** The last rows; a bill without its summary was cut off. @throws BillFormatError */
  end(): { rows: string[][]; summary: ReadonlyMap<string, string> } {
    const rows = this.#read(this.#text.end());
    if (!this.#summary) throw new BillFormatError('the bill ends before its summary');
    return { rows, summary: this.#summary };
  }

  /** Where a column stands; -1 when this bill has none. Call after the first row. */
  indexOf(name: string): number {
    return this.#columns?.indexOf(name) ?? -1;
  }

  #read(lines: string[]): string[][] {
    const rows: string[][] = [];
    for (const line of lines) {
      if (!line.startsWith('`')) this.#startPart(line);
      else if (!this.#columns) throw new BillFormatError('the bill has no header');
      else if (this.#summaryColumns) this.#readSummary(line, this.#summaryColumns);
      else rows.push(cellsOf(line, this.#columns));
    }
    return rows;
  }

  #startPart(line: string): void {
    // Older bills write (元) with full-width brackets.
    const names = line.split(',').map((name) => name.normalize('NFKC').trim());
    if (this.#summaryColumns) throw new BillFormatError('the bill goes on after its summary');
    if (this.#columns) {
      this.#summaryColumns = names;
      return;
    }
    const missing = this.#required.filter((name) => !names.includes(name));
    if (missing.length > 0) throw new BillFormatError(`the bill has no column ${missing.join(', ')}`);
    this.#columns = names;
  }

  #readSummary(line: string, columns: readonly string[]): void {
    if (this.#summary) throw new BillFormatError('the bill goes on after its summary');
    const cells = cellsOf(line, columns);
    this.#summary = new Map(columns.map((name, index) => [name, cells[index] ?? '']));
  }
}

function cellsOf(line: string, columns: readonly string[]): string[] {
  const cells = line.slice(1).split(',`');
  const surplus = cells.length - columns.length;
  const freeText = columns.indexOf(FREE_TEXT);
  if (surplus > 0 && freeText >= 0) {
    cells.splice(freeText, surplus + 1, cells.slice(freeText, freeText + surplus + 1).join(',`'));
  }
  if (cells.length !== columns.length) {
    throw new BillFormatError(`a row of the bill has ${cells.length} cells instead of ${columns.length}`);
  }
  return cells;
}
