import { Readable } from 'node:stream';
import type { FaultKind } from './faults';
import type { PayFile } from './pay/pay-route';

/** Passes the first half of the first piece on and ends, as a proxy does that loses its source. */
async function* cut(content: Readable): AsyncGenerator<Buffer> {
  for await (const piece of content as AsyncIterable<Buffer>) {
    yield piece.subarray(0, Math.floor(piece.length / 2));
    return;
  }
}

/** Passes everything on with one byte of the first piece changed. */
async function* alter(content: Readable): AsyncGenerator<Buffer> {
  let isAltered = false;
  for await (const piece of content as AsyncIterable<Buffer>) {
    const at = piece.length - 1;
    if (!isAltered) piece[at] = (piece[at] ?? 0) ^ 1;
    isAltered = true;
    yield piece;
  }
}

/**
 * The download as it leaves: `altered-content` changes the file before it is packed, `truncated-body` cuts what is
 * sent. Nothing of it is signed, so signature faults change nothing.
 */
export function fileStream({ content, packing }: PayFile, fault: FaultKind | undefined): Readable {
  const told = fault === 'altered-content' ? Readable.from(alter(content), { objectMode: false }) : content;
  const packed = packing ? (told.compose(packing) as Readable) : told;
  return fault === 'truncated-body' ? Readable.from(cut(packed), { objectMode: false }) : packed;
}
