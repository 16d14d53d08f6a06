import { createDecipheriv } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedNotification {
  headers: Record<string, string | undefined>;
  rawBody: string;
  envelope: {
    id: string;
    event_type: string;
    resource: { ciphertext: string; nonce: string; associated_data: string };
  };
}

export interface Receiver {
  url: string;
  received: ReceivedNotification[];
  /** Statuses for the next deliveries, then 204; null = never answers. */
  answers: (number | null)[];
  waitFor(count: number): Promise<ReceivedNotification[]>;
  close(): Promise<void>;
}

/** A notify URL that records what it gets and answers as told. */
export async function startReceiver(): Promise<Receiver> {
  const received: ReceivedNotification[] = [];
  const answers: (number | null)[] = [];
  let wake: () => void = () => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const headers = request.headers as Record<string, string | undefined>;
      received.push({ headers, rawBody, envelope: parse(rawBody) });
      wake();
      const status = answers.length > 0 ? (answers.shift() ?? null) : 204;
      if (status !== null) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/pay/notify`,
    received,
    answers,
    async waitFor(count) {
      while (received.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return received;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function parse(rawBody: string): ReceivedNotification['envelope'] {
  try {
    return JSON.parse(rawBody) as ReceivedNotification['envelope'];
  } catch {
    return { id: '', event_type: '', resource: { ciphertext: '', nonce: '', associated_data: '' } };
  }
}

/** Opens the sealed part of a notification. Throws when the tag is wrong. */
export function openResource({ envelope }: ReceivedNotification, apiV3Key: string): Record<string, unknown> {
  const { ciphertext, nonce, associated_data: associatedData } = envelope.resource;
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce);
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(bytes.subarray(-16));
  const text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
  return JSON.parse(text) as Record<string, unknown>;
}
