import { beijingMidnight } from '../beijing-time';
import { type BillAlteration, type BillAlterationRequest, billAlteration } from '../pay/bill-alterations';
import type { SimulatorWorld } from '../world';

/** What the bills of days (`YYYY-MM-DD` in Beijing) say differently from the books. */
export class BillControl {
  constructor(private readonly world: SimulatorWorld) {}

  list(day: string): BillAlteration[] {
    return this.world.state.billAlterations[day] ?? [];
  }

  async alter(day: string, alteration: BillAlterationRequest): Promise<BillAlteration[]> {
    if (beijingMidnight(day) === null) throw new RangeError('day must be YYYY-MM-DD.');
    const alterations = [...this.list(day), billAlteration.parse(alteration)];
    this.world.state.billAlterations[day] = alterations;
    await this.world.save();
    return alterations;
  }

  /** The bills of this day tell the truth again. */
  async restore(day: string): Promise<void> {
    this.world.state.billAlterations[day] = [];
    await this.world.save();
  }
}
