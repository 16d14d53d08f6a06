import type {} from '../../src/api/operations/services/count-old-encryption';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { renewEverything } from '../support/keys';
import { database } from '../support/members';

/** A value of the ring of the tests, wherever it stands. */
const SEALED = '%test.%';
const SHAPE = /\btest\.[A-Za-z0-9+/]{36,}/;

interface Column {
  table: string;
  column: string;
}

interface Attribute {
  type: string;
  columnName?: string;
}

/** Columns of every content type that can hold text. */
function textColumns(): Column[] {
  const types = [...application().strapi.db.metadata.values()] as unknown as {
    tableName: string;
    attributes: Record<string, Attribute>;
  }[];
  return types.flatMap(({ tableName, attributes }) =>
    Object.values(attributes)
      .filter(({ type, columnName }) => columnName && ['string', 'text', 'json', 'richtext'].includes(type))
      .map(({ columnName = '' }) => ({ table: tableName, column: columnName })),
  );
}

async function holdsSealed({ table, column }: Column): Promise<boolean> {
  const isPostgres = application().strapi.db.dialect.client === 'postgres';
  const text = isPostgres ? 'cast(?? as text)' : '??';
  const rows = (await database()(table)
    .whereRaw(`${text} like ?`, [column, SEALED])
    .limit(50)
    .select({ value: column })) as { value: unknown }[];
  return rows.some(({ value }) => SHAPE.test(typeof value === 'string' ? value : JSON.stringify(value)));
}

// Named zz: it looks at what all files before it have written.
describe('everything that is encrypted', () => {
  let declared: string[];
  beforeAll(async () => {
    await renewEverything();
    declared = (await database()('encrypted_columns').pluck('place')) as string[];
  });

  /** `table.column`, whether the whole value is encrypted or a part of it. */
  const isDeclared = ({ table, column }: Column): boolean =>
    declared.some((place) => `${place}.`.startsWith(`${table}.${column}.`));

  it('is declared to the job wherever a column is called so', () => {
    const called = textColumns().filter(({ column }) => column.endsWith('_cipher'));
    expect(called.length).toBeGreaterThanOrEqual(5);
    expect(called.filter((column) => !isDeclared(column))).toEqual([]);
  });

  it('is declared to the job wherever a value of the key ring lies', async () => {
    const found: Column[] = [];
    for (const column of textColumns()) if (await holdsSealed(column)) found.push(column);
    expect(found).toContainEqual({ table: 'up_users', column: 'session_key_cipher' });
    expect(found.filter((column) => !isDeclared(column))).toEqual([]);
  });

  it('is under the newest key', async () => {
    expect(await getService(application().strapi, 'api::operations.count-old-encryption')()).toEqual({
      newestKeyId: 'test',
      places: [],
    });
  });
});
