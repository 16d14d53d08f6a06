import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Draws the pictures of the demo shop anew from the compiled seeds; run `npm run compile` first and commit what changes.
const folder = fileURLToPath(new URL('../public/demo/images/', import.meta.url));
const { demoPictures } = createRequire(import.meta.url)('../dist/database/seeds/demo/pictures.js');

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (file.endsWith('.svg')) rmSync(join(folder, file));
for (const { file, svg } of demoPictures()) writeFileSync(join(folder, file), svg);
console.log(`${demoPictures().length} pictures drawn`);
