/** Fields of a part of the tree; whatever is no object has none. */
export type Fields = { readonly [name: string]: unknown };

export function asObject(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A field that is a list; a field that is missing is an empty one. */
export function listOf(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
}

/** A field that is a text; empty where it is missing. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** `schema.table` of a RangeVar. */
export function nameOfRange(range: Fields): string {
  return ['catalogname', 'schemaname', 'relname']
    .map((part) => textOf(range, part))
    .filter((part) => part !== '')
    .join('.');
}

/** The texts in a list of String nodes. */
export function namesOf(nodes: readonly unknown[]): string {
  return nodes.map((node) => textOf(asObject(asObject(node)['String']), 'sval')).join('.');
}
