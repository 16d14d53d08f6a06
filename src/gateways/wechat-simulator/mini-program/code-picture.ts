import { PNG } from 'pngjs';
import drawQrCode from 'qrcode-generator';

/** Light cells around the pattern; scanners need four to find it. */
const QUIET_CELLS = 4;
const DARK = 0x00;
const LIGHT = 0xff;
const GREY = 0;

/**
 * A QR code as a square PNG. WeChat's own codes are round and only WeChat reads them; this one any camera reads.
 * @param text what a scanner gets
 * @param widthPixels of the whole picture; the same text and width are always the same bytes
 */
export function drawCodePicture(text: string, widthPixels: number): Buffer {
  const code = drawQrCode(0, 'M');
  code.addData(text);
  code.make();
  const cells = code.getModuleCount();
  const cellPixels = Math.max(1, Math.floor(widthPixels / (cells + 2 * QUIET_CELLS)));
  const offset = Math.floor((widthPixels - cellPixels * cells) / 2);
  const cellAt = (pixel: number): number => Math.floor((pixel - offset) / cellPixels);
  const isInside = (cell: number): boolean => cell >= 0 && cell < cells;
  const pixels = Buffer.alloc(widthPixels * widthPixels, LIGHT);
  for (let y = 0; y < widthPixels; y += 1) {
    const row = cellAt(y);
    if (!isInside(row)) continue;
    for (let x = 0; x < widthPixels; x += 1) {
      const column = cellAt(x);
      if (isInside(column) && code.isDark(row, column)) pixels[y * widthPixels + x] = DARK;
    }
  }
  const picture = new PNG({ width: widthPixels, height: widthPixels });
  picture.data = pixels;
  return PNG.sync.write(picture, { colorType: GREY, inputColorType: GREY, bitDepth: 8 });
}
