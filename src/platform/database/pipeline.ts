type Done = (error: Error | null, result?: unknown) => void;

/** A client of the driver `pg` with `pipeline: true`: it sends a statement without waiting for the answers to those before. */
interface PipeliningClient {
  query(statement: unknown, done: Done): unknown;
  connection: { stream: { cork(): void; uncork(): void; destroy(error: Error): unknown } };
}

const BEGIN = 'BEGIN;';
const COMMIT = 'COMMIT;';
const BEGUN = { command: 'BEGIN', rowCount: null, rows: [], fields: [] };

/**
 * Lets statements that are issued together on one connection leave in one write, and the beginning of a transaction with its first
 * statement: PostgreSQL is woken once for all of them, and a transaction holds its locks for fewer trips. Answers come one by one
 * and in the order of the statements, so whoever issues one after another notices nothing. A transaction that PostgreSQL rolled back
 * instead of committing is an error.
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
    const text = textOf(statement);
    if (text === BEGIN) {
      process.nextTick(done, null, BEGUN);
      return query(statement, (error) => {
        // The statements after it would be committed one by one; without a connection all of them fail.
        if (error) client.connection.stream.destroy(error);
      });
    }
    if (!leaves) process.nextTick(release);
    leaves = true;
    return query(statement, text === COMMIT ? unlessRolledBack(done) : done);
  };
}

const textOf = (statement: unknown): unknown =>
  typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement;

/** PostgreSQL rolls back when a statement has failed that nobody minded, and calls that no error. */
const unlessRolledBack =
  (done: Done): Done =>
  (error, result) => {
    const isUndone = !error && (result as { command?: string } | undefined)?.command === 'ROLLBACK';
    done(
      isUndone ? new Error('the transaction was rolled back, because one of its statements had failed') : error,
      result,
    );
  };
