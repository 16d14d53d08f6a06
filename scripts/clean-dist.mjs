import { rmSync } from 'node:fs';

// Stale compiled files would keep deleted services alive.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
