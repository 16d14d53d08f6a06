/** Lets so many in at once; the others wait in line, and leave it when it takes too long. */
export class Gate {
  private inside = 0;
  private readonly line = new Set<() => void>();

  constructor(
    private readonly limit: number,
    private readonly patienceMs: number,
  ) {}

  /** How many are inside or in line. */
  get size(): number {
    return this.inside + this.line.size;
  }

  /** @returns false when it was not this caller's turn in time; only who was let in may call `leave` */
  async enter(): Promise<boolean> {
    if (this.inside < this.limit) {
      this.inside += 1;
      return true;
    }
    return new Promise((resolve) => {
      const admit = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.line.delete(admit);
        resolve(false);
      }, this.patienceMs);
      this.line.add(admit);
    });
  }

  /** Hands the place to the first in line. */
  leave(): void {
    const [first] = this.line;
    if (!first) {
      this.inside -= 1;
      return;
    }
    this.line.delete(first);
    first();
  }
}
