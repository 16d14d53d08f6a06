import { prepareStatements } from '../../../src/platform/database/prepared-statements';

interface Sent {
  text: string;
  values?: unknown[];
  name?: string;
}

/** A connection of the driver, of which only what it is given matters here. */
function connect() {
  const sent: Sent[] = [];
  const connection = {
    query(config: unknown, ...rest: unknown[]): unknown {
      sent.push(config as Sent);
      return rest;
    },
  };
  prepareStatements(connection);
  return { connection, sent, lastName: () => sent.at(-1)?.name };
}

describe('prepared statements', () => {
  test('a statement gets its name when it comes for the third time, and keeps it on every connection', () => {
    const { connection, sent, lastName } = connect();
    const update = { text: 'update orders set state = $1 where id = $2', values: ['paid', 1] };
    for (let time = 0; time < 4; time += 1) connection.query(update);
    expect(sent.map(({ name }) => name)).toEqual([undefined, undefined, expect.any(String), expect.any(String)]);
    expect(sent[3]?.name).toBe(sent[2]?.name);
    const other = connect();
    other.connection.query(update);
    expect(other.lastName()).toBe(lastName());
    expect(update).not.toHaveProperty('name');
  });

  test('different texts have different names, and values and callbacks are handed on', () => {
    const { connection, sent } = connect();
    const texts = ['insert into a values ($1)', 'insert into b values ($1)'];
    const done = () => undefined;
    for (const text of [...texts, ...texts, ...texts])
      expect(connection.query({ text, values: [text] }, done)).toEqual([done]);
    const [first, second] = sent.slice(-2);
    expect(first).toEqual({ text: texts[0], values: [texts[0]], name: expect.any(String) as string });
    expect(second?.name).not.toBe(first?.name);
  });

  test.each([
    [
      'selects every column, which a newer version may add to',
      { text: 'select * from orders where id = $1', values: [1] },
    ],
    ['has no values', { text: 'select count(id) from orders', values: [] }],
    ['is a plain text', 'select 1'],
    ['has a list of ids', { text: 'select name from skus where id in ($1, $2, $3, $4, $5)', values: [1, 2, 3, 4, 5] }],
    ['has many rows', { text: 'insert into a (b) values ($1), ($2), ($3), ($4), ($5)', values: [1, 2, 3, 4, 5] }],
    ['is long', { text: `select id from orders where id in (${'$1, '.repeat(2000)} $1)`, values: [1] }],
  ])('a statement that %s is never prepared', (_, config) => {
    const { connection, sent } = connect();
    for (let time = 0; time < 5; time += 1) connection.query(config);
    expect(sent).toEqual(Array.from({ length: 5 }, () => config));
  });

  test('a statement with a few rows, as a payment has them, is prepared', () => {
    const { connection, lastName } = connect();
    const text = 'insert into outbox_events (name, payload) values ($1, $2), ($3, $4), ($5, $6), ($7, $8)';
    for (let time = 0; time < 3; time += 1) connection.query({ text, values: Array.from({ length: 8 }, () => 'a') });
    expect(lastName()).toEqual(expect.any(String));
  });

  test('a cursor and a statement that was named by its caller are left alone', () => {
    const { connection, sent } = connect();
    const cursor = { text: 'select id from skus where id > $1', values: [1], submit: () => null };
    const named = { text: 'select id from skus where id > $1', values: [1], name: 'own' };
    for (let time = 0; time < 5; time += 1) {
      connection.query(cursor);
      connection.query(named);
    }
    expect(sent.every((config) => config === (cursor as Sent) || config === named)).toBe(true);
  });

  test('there is a most to what a connection has to remember', () => {
    const { connection, sent } = connect();
    for (let number = 0; number < 900; number += 1)
      for (let time = 0; time < 3; time += 1) connection.query({ text: `select ${number} where 1 = $1`, values: [1] });
    const names = new Set(sent.flatMap(({ name }) => name ?? []));
    expect(names.size).toBeGreaterThan(300);
    expect(names.size).toBeLessThanOrEqual(400);
  });
});
