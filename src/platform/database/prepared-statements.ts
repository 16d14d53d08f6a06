/** What the driver is given: a text, or a text with values. */
interface QueryConfig {
  text: string;
  values?: readonly unknown[];
  name?: string;
}

type Query = (config: unknown, ...rest: never[]) => unknown;

/** Every connection keeps its prepared statements as long as it lives, so there must not be ever more of them. */
const MOST_STATEMENTS = 400;
const MOST_COUNTED = 2_000;
const MOST_CHARACTERS = 4_000;
/** Seen so often a text is one of the shop's own, and not somebody's filter in the panel. */
const TIMES_UNTIL_PREPARED = 3;
/** A list of five ids or five rows: there is a text for every length, and together they would take all the names. */
const LONG_LIST = /\bin \((?:\$\d+, ){4}|(?:\), \([^()]*){4}/;

const names = new Map<string, string>();
const timesSeen = new Map<string, number>();

/**
 * Lets PostgreSQL parse and plan a statement that comes again and again once per connection instead of every time, which is about
 * half of its work for the short statements of a shop.
 *
 * A statement with `*` is never prepared: when a newer instance has added a column, PostgreSQL refuses to execute it on the
 * connections of the older ones (“cached plan must not change result type”).
 * @param connection a connection of the driver `pg`, of which `query` is replaced
 */
export function prepareStatements(connection: { query: Query }): void {
  const query = connection.query.bind(connection);
  connection.query = (config, ...rest) => query(isNameable(config) ? withName(config) : config, ...rest);
}

function isNameable(config: unknown): config is QueryConfig {
  if (typeof config !== 'object' || config === null || !('text' in config) || 'submit' in config) return false;
  const { text, values, name } = config as QueryConfig;
  return name === undefined && (values?.length ?? 0) > 0 && text.length <= MOST_CHARACTERS;
}

function withName(config: QueryConfig): QueryConfig {
  const name = names.get(config.text) ?? nameFrequent(config.text);
  return name === undefined ? config : { ...config, name };
}

function nameFrequent(text: string): string | undefined {
  if (names.size >= MOST_STATEMENTS || text.includes('*')) return undefined;
  if (LONG_LIST.test(text)) return undefined;
  const times = (timesSeen.get(text) ?? 0) + 1;
  if (times < TIMES_UNTIL_PREPARED) {
    if (timesSeen.size >= MOST_COUNTED) timesSeen.clear();
    timesSeen.set(text, times);
    return undefined;
  }
  timesSeen.delete(text);
  const name = `mallard_${names.size + 1}`;
  names.set(text, name);
  return name;
}
