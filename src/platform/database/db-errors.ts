interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
}

/** Only errors with a textual code come from a driver; refusals carry a number there. */
function asDriverError(error: unknown): DriverError {
  const isDriverError =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return isDriverError ? (error as DriverError) : {};
}

const UNIQUE_CODES = new Set(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/**
 * A unique index said no (PostgreSQL 23505, SQLite's constraint codes).
 * @param columns of the index in question, as `table.column`; SQLite names these, PostgreSQL the index
 */
export function isUniqueViolation(error: unknown, index?: { name: string; columns: string[] }): boolean {
  const { code = '', constraint, message = '' } = asDriverError(error);
  if (!UNIQUE_CODES.has(code)) return false;
  return !index || constraint === index.name || index.columns.every((column) => message.includes(column));
}

/** A CHECK said no; on SQLite checks are triggers that raise the constraint's name. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: name, message = '' } = asDriverError(error);
  const violated = code === '23514' || code === 'SQLITE_CONSTRAINT_TRIGGER' || code === 'SQLITE_CONSTRAINT_CHECK';
  return violated && (constraint === undefined || name === constraint || message.includes(constraint));
}

/** The database asks to try again: serialization failure, deadlock, busy file. */
export function isSerializationFailure(error: unknown): boolean {
  const { code = '' } = asDriverError(error);
  return code === '40001' || code === '40P01' || code.startsWith('SQLITE_BUSY');
}

/** PostgreSQL refuses everything after a failure, until the transaction is rolled back. */
export const isOfFailedTransaction = (error: unknown): boolean => asDriverError(error).code === '25P02';
