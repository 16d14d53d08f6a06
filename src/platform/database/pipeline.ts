import type { Writable } from 'node:stream';

type Done = (error: Error | null, result?: unknown) => void;

/** A client of the driver `pg` with `pipeline: true`: it sends a statement without waiting for the answers to those before. */
interface PipeliningClient {
  query(statement: unknown, done: Done): unknown;
  connection: { stream: Pick<Writable, 'cork' | 'uncork'> };
}

const BEGIN = 'BEGIN;';
const BEGUN = { command: 'BEGIN', rowCount: null, rows: [], fields: [] };

/**
 * Lets statements that are issued together on one connection leave in one write, and the beginning of a transaction with its first
 * statement: PostgreSQL is woken once for all of them, and a transaction holds its locks for fewer trips. Answers come one by one
 * and in the order of the statements, so whoever issues one after another notices nothing.
 * @param client of which `query` is replaced
 */
export function sendTogether(client: PipeliningClient): void {
  const query = client.query.bind(client);
  let [isHeld, leaves] = [false, false];
  const hold = () => {
    if (!isHeld) client.connection.stream.cork();
    isHeld = true;
  };
  const release = () => {
    [isHeld, leaves] = [false, false];
    client.connection.stream.uncork();
  };
  client.query = (statement, done) => {
    hold();
    if (isBegin(statement)) {
      // When the connection is lost, the first statement of the transaction is told as well.
      process.nextTick(done, null, BEGUN);
      return query(statement, () => undefined);
    }
    if (!leaves) process.nextTick(release);
    leaves = true;
    return query(statement, done);
  };
}

const isBegin = (statement: unknown): boolean =>
  typeof statement === 'object' && statement !== null && 'text' in statement && statement.text === BEGIN;
