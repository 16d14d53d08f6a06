import { sendTogether } from '../../../src/platform/database/pipeline';

/** A connection of the driver; `written` has the statements of every write. */
function connect({ refuses }: { refuses?: string } = {}) {
  const lost: Error[] = [];
  const written: unknown[][] = [];
  let [corks, waiting] = [0, [] as unknown[]];
  const flush = () => {
    if (corks > 0 || waiting.length === 0) return;
    written.push(waiting);
    waiting = [];
  };
  const stream = {
    cork: () => {
      corks += 1;
    },
    uncork: () => {
      corks -= 1;
      flush();
    },
    destroy: (error: Error) => {
      lost.push(error);
    },
  };
  const client = {
    connection: { stream },
    query(statement: unknown, done: (error: Error | null, result?: unknown) => void): unknown {
      const { text } = statement as { text: string };
      waiting.push(text);
      flush();
      setImmediate(() => (text === refuses ? done(new Error('out of memory')) : done(null, { rows: [] })));
      return undefined;
    },
  };
  sendTogether(client);
  const send = async (text: string) =>
    new Promise((resolve, reject) => {
      client.query({ text, values: [] }, (error, result) => (error ? reject(error) : resolve(result)));
    });
  return { send, written, lost };
}

describe('a connection', () => {
  test('writes statements that are issued together at once', async () => {
    const { send, written } = connect();
    await Promise.all(['a', 'b'].map(send));
    await send('c');
    expect(written).toEqual([['a', 'b'], ['c']]);
  });

  test('writes the beginning of a transaction with its first statement', async () => {
    const { send, written } = connect();
    expect(await send('BEGIN;')).toMatchObject({ rows: [] });
    expect(written).toEqual([]);
    await send('update a');
    await Promise.all(['update b', 'update c'].map(send));
    await send('COMMIT;');
    expect(written).toEqual([['BEGIN;', 'update a'], ['update b', 'update c'], ['COMMIT;']]);
  });

  test('writes a transaction that does nothing', async () => {
    const { send, written } = connect();
    await send('BEGIN;');
    await send('ROLLBACK;');
    expect(written).toEqual([['BEGIN;', 'ROLLBACK;']]);
  });

  test('is given up when a transaction cannot begin, so that no statement of it is committed alone', async () => {
    const { send, lost } = connect({ refuses: 'BEGIN;' });
    await send('BEGIN;');
    await send('update a');
    expect(lost.map(({ message }) => message)).toEqual(['out of memory']);
  });
});
