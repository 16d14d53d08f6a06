import fc from 'fast-check';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  format?: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
}

export interface Operation {
  parameters?: Parameter[];
  security?: Record<string, string[]>[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

export interface ApiDocument {
  servers?: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** Texts that have broken servers before: quotes, NUL, paths, prototypes, half surrogates, very long ones. */
const NASTY = [
  '',
  ' ',
  "' or 1=1 --",
  '\u0000',
  'a\u0000b',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '%00',
  '%',
  '💥'.repeat(10),
  '\ud800',
  'x'.repeat(5_000),
  'NaN',
  '-1',
  '1e309',
  '2026-02-30',
  '9999-99-99',
  '[object Object]',
  '{{7*7}}',
  '\r\nX-Injected: 1',
];

/** Values that exist, such as ids, by the name of their field: without them everything would end at the first look-up. */
export type Known = Readonly<Record<string, readonly string[]>>;

export function textOf(known: Known, name = ''): fc.Arbitrary<string> {
  const fitting = known[name] ?? Object.values(known).flat();
  return fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(...fitting) },
    { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc.string({ minLength: 24, maxLength: 24, unit: fc.constantFrom(...Array.from('abcdef0123456789')) }),
    },
  );
}

const integers = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
  fc.integer({ min: -2, max: 2000 }),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 53, -(2 ** 31), 1e21, 0.5, -0),
);

/** Values that mostly fit a JSON schema, so that they get past the door, and sometimes anything at all. */
export class ValueMaker {
  constructor(
    private readonly document: ApiDocument,
    private readonly known: Known,
  ) {}

  valueOf(schema: Schema | undefined, name = '', depth = 0): fc.Arbitrary<unknown> {
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), textOf(this.known, name));
    if (!schema || depth > 6) return anything;
    return fc.oneof({ weight: 24, arbitrary: this.fitting(schema, name, depth) }, { weight: 1, arbitrary: anything });
  }

  private fitting(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref)
      return this.valueOf(this.document.components?.schemas?.[schema.$ref.split('/').pop() ?? ''], name, depth + 1);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (choices && choices.length > 0)
      return fc.oneof(...choices.map((choice) => this.valueOf(choice, name, depth + 1)));
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object' || schema.properties) return this.objectOf(schema, depth);
    if (type === 'array') return fc.array(this.valueOf(schema.items, name, depth + 1), { maxLength: 3 });
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer' || type === 'number') return integers;
    if (schema.format === 'date') return fc.constantFrom('2026-11-21', '2026-02-30', '0001-01-01', '9999-12-31');
    return textOf(this.known, name);
  }

  private objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const fields = Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, field]) => [name, this.valueOf(field, name, depth + 1)]),
    );
    const usual = fc.record(fields, { requiredKeys: schema.required ?? [] });
    const extra = fc.record({ ...fields, surprise: fc.constant(1) }, { requiredKeys: [] });
    return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: extra });
  }
}
