import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { restoreState, type SimulatorState } from './state';

const SAVE_DELAY_MS = 250;

/** Reads a saved state; null when there is none yet. */
export function readStateFile(file: string): SimulatorState | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const saved = JSON.parse(text) as Partial<SimulatorState>;
    if (saved.version === 1) return restoreState(saved);
  } catch {
    // Falls through to the one sentence that says what to do.
  }
  throw new Error(`The simulator state in ${file} is not readable; delete the file to start with an empty platform.`);
}

/**
 * Writes the state as a whole and atomically. `flush` is for changes of money: it resolves once a write that began
 * after the change is on disk; callers that arrive during a write share the next one.
 */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly file: string | null,
    private readonly current: () => SimulatorState,
  ) {}

  saveSoon(): void {
    if (this.file === null || this.timer) return;
    this.timer = setTimeout(() => {
      // A failed background save shows at the next flush; the state is still whole in memory.
      this.flush().catch(() => undefined);
    }, SAVE_DELAY_MS);
  }

  flush(): Promise<void> {
    if (this.file === null) return Promise.resolve();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.next ??= this.writeAfter(this.running, this.file);
    return this.next;
  }

  private writeAfter(previous: Promise<void>, file: string): Promise<void> {
    const write = previous
      .catch(() => undefined)
      .then(async () => {
        this.running = write;
        this.next = null;
        const draft = `${file}.draft`;
        await mkdir(dirname(file), { recursive: true });
        await writeFile(draft, JSON.stringify(this.current()), { mode: 0o600 });
        await rename(draft, file);
      });
    return write;
  }
}
