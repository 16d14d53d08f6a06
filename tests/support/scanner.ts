import readQrCode from 'jsqr';
import { PNG } from 'pngjs';

/** @returns what a camera reads from a picture; undefined when it finds no code */
export function scannedText(picture: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(picture);
  return readQrCode(Uint8ClampedArray.from(data), width, height)?.data;
}
