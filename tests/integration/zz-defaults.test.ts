import { application } from '../support/api';
import { database } from '../support/members';

interface Attribute {
  columnName?: string;
  required?: boolean;
  default?: unknown;
}

/** Columns that are required and have a default, by table: nothing in the database itself fills them. */
function columnsWithDefaults(): [table: string, column: string][] {
  const { strapi } = application();
  return Object.keys(strapi.contentTypes)
    .filter((uid) => uid.startsWith('api::'))
    .flatMap((uid) => {
      const { tableName, attributes } = strapi.db.metadata.get(uid);
      return Object.entries(attributes as Record<string, Attribute>)
        .filter(([, attribute]) => attribute.required === true && attribute.default !== undefined)
        .map(([name, { columnName }]): [string, string] => [tableName, columnName ?? name]);
    });
}

// Named zz: it looks at what all files before it have written to the database they share.
describe('rows written by SQL', () => {
  it('have everything that the document service would have filled in', async () => {
    const columns = columnsWithDefaults();
    expect(columns.length).toBeGreaterThan(100);
    const empty: string[] = [];
    for (const [table, column] of columns) {
      const row: unknown = await database()(table).whereNull(column).first('id');
      if (row) empty.push(`${table}.${column}`);
    }
    expect(empty).toEqual([]);
  });
});
