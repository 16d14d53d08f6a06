import { yuanToMilliFen } from './bill-amounts';
import { BillFormatError } from './bill-error';

const COUNT = /^(\d+)(\.0+)?$/;

/** Sums over the rows, each under the name that the summary gives it: counts as they are, money in thousandths of a fen. */
export class RunningTotals {
  readonly counts = new Map<string, number>();
  readonly amounts = new Map<string, number>();

  count(name: string): void {
    this.counts.set(name, this.of(this.counts, name) + 1);
  }

  add(name: string, milliFen: number): void {
    const total = this.of(this.amounts, name) + milliFen;
    if (!Number.isSafeInteger(total)) throw new BillFormatError(`the bill's ${name} is beyond counting`);
    this.amounts.set(name, total);
  }

  of(totals: ReadonlyMap<string, number>, name: string): number {
    return totals.get(name) ?? 0;
  }

  /**
   * Holds the summary against what the rows add up to; it may leave sums out, as the bills of single types do.
   * @param always what every summary must state
   * @throws BillFormatError naming the first sum that differs
   */
  assertEqual(summary: ReadonlyMap<string, string>, { counts, amounts, always }: SummaryNames): void {
    for (const name of always) {
      if (!summary.has(name)) throw new BillFormatError(`the bill's summary has no ${name}`);
    }
    for (const [name, stated] of summary) {
      if (counts.includes(name)) this.#compare(name, Number(COUNT.exec(stated)?.[1]), this.of(this.counts, name));
      if (amounts.includes(name)) this.#compare(name, yuanToMilliFen(stated), this.of(this.amounts, name));
    }
  }

  #compare(name: string, stated: number, counted: number): void {
    if (stated !== counted) throw new BillFormatError(`the bill says ${name} ${stated}, its rows make ${counted}`);
  }
}

export interface SummaryNames {
  counts: readonly string[];
  amounts: readonly string[];
  always: readonly string[];
}
