/** SQLite takes rows that are inserted together as a compound SELECT, which has at most 500 terms. */
const MOST_ROWS = 500;

/** Rows in pieces that one INSERT can take on every database we run on. */
export function rowChunks<Row>(rows: readonly Row[]): Row[][] {
  const chunks: Row[][] = [];
  for (let from = 0; from < rows.length; from += MOST_ROWS) chunks.push(rows.slice(from, from + MOST_ROWS));
  return chunks;
}
