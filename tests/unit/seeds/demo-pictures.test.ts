import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPictures } from '../../../database/seeds/demo/pictures';

const folder = join(__dirname, '../../../public/demo/images');

describe('the pictures of the demo shop', () => {
  it('are on disk exactly as they are drawn', () => {
    const pictures = demoPictures();
    expect(readdirSync(folder).sort()).toEqual(pictures.map(({ file }) => file).sort());
    for (const { file, svg } of pictures) expect(readFileSync(join(folder, file), 'utf8')).toBe(svg);
  });

  it('are smaller than 3 kB each', () => {
    for (const { file, svg } of demoPictures()) expect([file, svg.length < 3_000]).toEqual([file, true]);
  });
});
