import { deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CRC_POLYNOMIAL = 0xedb88320;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_unused, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
  return crc;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

function header(sizePixels: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(sizePixels, 0);
  data.writeUInt32BE(sizePixels, 4);
  data.writeUInt8(8, 8); // Bits a sample; the colour type 0 that follows is grey.
  return chunk('IHDR', data);
}

export interface GreyImage {
  sizePixels: number;
  isDark: (x: number, y: number) => boolean;
  /** Plain-text notes inside the file, ASCII. */
  notes?: Record<string, string>;
}

/** A square black-and-white PNG, 8 bits grey. */
export function encodePng({ sizePixels, isDark, notes = {} }: GreyImage): Buffer {
  // Every row starts with its filter type; 0 leaves the samples as they are.
  const rows = Buffer.alloc(sizePixels * (sizePixels + 1), 0xff);
  for (let y = 0; y < sizePixels; y += 1) {
    const start = y * (sizePixels + 1);
    rows[start] = 0;
    for (let x = 0; x < sizePixels; x += 1) if (isDark(x, y)) rows[start + 1 + x] = 0;
  }
  const texts = Object.entries(notes).map(([key, text]) => chunk('tEXt', Buffer.from(`${key}\0${text}`, 'latin1')));
  const end = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([SIGNATURE, header(sizePixels), ...texts, chunk('IDAT', deflateSync(rows)), end]);
}
