import { createHash } from 'node:crypto';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WechatPayError } from './errors';
import { networkError, type Fetch } from './http-exchange';

export interface DownloadSources {
  fetch: Fetch;
  /** The longest silence: until the answer begins, and between two pieces of it. */
  timeoutMs: number;
}

export interface AnnouncedFile {
  url: string;
  /** Called when the download starts, so that the signature is fresh. */
  signedHeaders: () => Record<string, string>;
  /** Hexadecimal, lower case, of the uncompressed file. */
  sha1: string;
}

/** A million lines are about 300 MB; far more is not a bill but an attempt to fill a disk. */
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;

/** The download is unsigned by design, therefore nothing it says is proof and everything is worth another try. */
function doubt(sentence: string, httpStatus: number, cause?: unknown): WechatPayError {
  const isHash = httpStatus === 200;
  return new WechatPayError(sentence, {
    kind: 'unverified',
    mayHaveTakenEffect: false,
    verificationFailure: isHash ? 'hash' : 'headers',
    httpStatus,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Waits for something the network owes us, and gives the whole download up when it stays silent. */
async function withinSilence<T>(controller: AbortController, timeoutMs: number, wait: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The download fell silent.', 'TimeoutError'));
  }, timeoutMs);
  try {
    return await wait();
  } catch (cause) {
    throw networkError({ method: 'GET', cause });
  } finally {
    clearTimeout(timer);
  }
}

async function* receive(file: AnnouncedFile, { fetch, timeoutMs }: DownloadSources): AsyncGenerator<Uint8Array> {
  const controller = new AbortController();
  const { signal } = controller;
  try {
    const response = await withinSilence(controller, timeoutMs, () =>
      fetch(file.url, { headers: file.signedHeaders(), redirect: 'error', signal }),
    );
    if (response.status !== 200 || !response.body) {
      throw doubt(`WeChat Pay answered ${String(response.status)} to the download of a bill.`, response.status);
    }
    const reader = response.body.getReader();
    for (;;) {
      const piece = await withinSilence(controller, timeoutMs, () => reader.read());
      if (piece.done) return;
      yield piece.value as Uint8Array;
    }
  } finally {
    // Whoever stops reading early must not leave the rest of the file on its way.
    controller.abort();
  }
}

/**
 * The uncompressed bytes of a gzipped file, piece by piece. Throws `WechatPayError`: `network` when the connection is
 * cut or falls silent, `unverified` (`hash`) when the bytes are not the announced ones, which shows at the end only.
 */
export async function* readBill(file: AnnouncedFile, sources: DownloadSources): AsyncGenerator<Buffer> {
  const hash = createHash('sha1');
  const unpacked = createGunzip();
  // The iteration below throws whatever goes wrong in the pipeline.
  pipeline(Readable.from(receive(file, sources), { objectMode: true }), unpacked, () => undefined);
  let size = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MAX_UNPACKED_BYTES) throw doubt('The bill is too large.', 200);
      hash.update(piece);
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof WechatPayError) throw cause;
    throw doubt('The bill is damaged.', 200, cause);
  }
  if (hash.digest('hex') !== file.sha1) throw doubt('The bill does not have the announced hash.', 200);
}
