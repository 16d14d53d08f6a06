import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Request schemas describe what a client sends, answer schemas what it gets; they differ where values are transformed. */
export type Direction = 'input' | 'output';

/** Collects the named parts of all schemas, so that each stands once under `components.schemas`. */
export class SchemaBook {
  readonly components: Record<string, JsonSchema> = {};

  /**
   * A zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks.
   * @param owner makes names of anonymous recursive parts unique; use the operation's id
   */
  describe(schema: z.ZodType, direction: Direction, owner: string): JsonSchema {
    const {
      $schema: _dialect,
      $defs = {},
      ...rest
    } = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any' });
    const names = new Map(Object.keys($defs).map((name) => [name, name.startsWith('__') ? `${owner}${name}` : name]));
    for (const [name, part] of Object.entries($defs)) {
      this.components[names.get(name) ?? name] = withMovedReferences(part as JsonSchema, names);
    }
    return withMovedReferences(rest, names);
  }
}

/** Rewrites `#/$defs/…` to the place where the parts stand in the document. */
function withMovedReferences(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const move = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        key === '$ref' ? moveReference(String(item), names) : move(item),
      ]),
    );
  };
  return move(schema) as JsonSchema;
}

function moveReference(reference: string, names: ReadonlyMap<string, string>): string {
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return name === undefined ? reference : `#/components/schemas/${names.get(name) ?? name}`;
}
