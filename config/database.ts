import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sendTogether } from '../src/platform/database/pipeline';
import { prepareStatements } from '../src/platform/database/prepared-statements';
import { readEnvironment } from '../src/platform/environment';

/** A failed statement must not carry its values – names, addresses, openids – into logs. */
const compileSqlOnError = false;

interface SqliteConnection {
  inTransaction: boolean;
  pragma(statement: string): unknown;
  exec(statement: string): unknown;
  prepare(statement: string): { run(...values: unknown[]): unknown };
}

/** A COMMIT that fails, on a full disk for one, leaves SQLite inside the transaction: nothing could begin on its one connection again. */
function endFailedCommits(connection: SqliteConnection): void {
  const prepare = connection.prepare.bind(connection);
  connection.prepare = (text) => {
    const statement = prepare(text);
    if (text !== 'COMMIT;') return statement;
    const run = statement.run.bind(statement);
    statement.run = (...values) => {
      try {
        return run(...values);
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    };
    return statement;
  };
}

/** Write-ahead logging makes a small SQLite transaction about ten times faster and keeps readers unblocked. */
function tuneSqlite(
  connection: SqliteConnection,
  done: (error: Error | null, connection: SqliteConnection) => void,
): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  connection.pragma('busy_timeout = 5000');
  endFailedCommits(connection);
  done(null, connection);
}

type PostgresConnection = Parameters<typeof sendTogether>[0];

/**
 * PostgreSQL compiles a statement to machine code when it guesses it to be expensive. The joins of a shop are short and certain
 * to be guessed wrong while tables are new: compiling one for seconds, on every connection at once, stops the shop.
 */
function tunePostgres(
  connection: PostgresConnection,
  done: (error: Error | null, connection: PostgresConnection) => void,
): void {
  prepareStatements(connection);
  sendTogether(connection);
  connection.query('set jit = off', (error: Error | null) => {
    done(error, connection);
  });
}

export default () => {
  const environment = readEnvironment(process.env);
  const settings = { useTypescriptMigrations: false, runMigrations: true };
  if (environment.DATABASE_URL) {
    return {
      connection: {
        client: 'postgres',
        compileSqlOnError,
        connection: { connectionString: environment.DATABASE_URL, pipeline: true },
        pool: { min: 2, max: environment.DATABASE_POOL_MAX, afterCreate: tunePostgres },
        acquireConnectionTimeout: 10_000,
      },
      settings,
    };
  }
  const filename = resolve(environment.DATABASE_FILE);
  mkdirSync(dirname(filename), { recursive: true });
  return {
    connection: {
      client: 'sqlite',
      compileSqlOnError,
      connection: { filename },
      useNullAsDefault: true,
      pool: { min: 1, max: 1, afterCreate: tuneSqlite },
    },
    settings,
  };
};
