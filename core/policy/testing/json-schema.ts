/** A JSON Schema, as parsed. */
export type Schema = { readonly [keyword: string]: unknown };

type Check = (argument: never, value: unknown, root: Schema) => boolean;

/**
 * Tells whether a value is valid against a schema, for the keywords of JSON Schema 2020-12 that our schemas use.
 *
 * Throws on any other keyword: a schema that says more than is checked here would pass its test for nothing.
 */
export function isValid(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (NOTES.has(keyword)) return true;
    if (keyword === 'properties') return areProperties(schema, value, root);
    if (keyword === 'additionalProperties') return hasOnlyKnown(schema, value);
    const check = CHECKS[keyword];
    if (check === undefined)
      throw new Error(`check a schema: found the keyword ${keyword}, want one of those known here`);
    return check(argument as never, value, root);
  });
}

const NOTES: ReadonlySet<string> = new Set(['$schema', '$defs', 'title', 'description']);

const CHECKS: { readonly [keyword: string]: Check } = {
  $ref: (path: string, value, root) => isValid(resolve(root, path), value, root),
  const: (wanted: unknown, value) => value === wanted,
  enum: (wanted: readonly unknown[], value) => wanted.includes(value),
  type: (name: string, value) => typeOf(value) === name || (name === 'number' && typeOf(value) === 'integer'),
  anyOf: (schemas: readonly Schema[], value, root) => schemas.some((schema) => isValid(schema, value, root)),
  oneOf: (schemas: readonly Schema[], value, root) =>
    schemas.filter((schema) => isValid(schema, value, root)).length === 1,
  required: (keys: readonly string[], value) => !isMapping(value) || keys.every((key) => Object.hasOwn(value, key)),
  minProperties: (least: number, value) => !isMapping(value) || Object.keys(value).length >= least,
  items: (schema: Schema, value, root) => !Array.isArray(value) || value.every((item) => isValid(schema, item, root)),
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  minLength: (least: number, value) => typeof value !== 'string' || value.length >= least,
  maxLength: (most: number, value) => typeof value !== 'string' || value.length <= most,
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
};

function areProperties({ properties }: Schema, value: unknown, root: Schema): boolean {
  if (!isMapping(value)) return true;
  const known = properties as { readonly [key: string]: Schema };
  return Object.entries(known).every(
    ([key, schema]) => !Object.hasOwn(value, key) || isValid(schema, value[key], root),
  );
}

function hasOnlyKnown({ properties, additionalProperties }: Schema, value: unknown): boolean {
  if (additionalProperties !== false) throw new Error('check a schema: want additionalProperties to be false');
  return !isMapping(value) || Object.keys(value).every((key) => Object.hasOwn(properties as object, key));
}

function resolve(root: Schema, path: string): Schema {
  return path
    .split('/')
    .slice(1)
    .reduce<Schema>((schema, key) => schema[key] as Schema, root);
}

function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
