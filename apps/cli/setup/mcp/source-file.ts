/** A stretch of a text: from `start` up to, not including, `end`, in UTF-16 code units. */
export type Span = { readonly start: number; readonly end: number };

/** A value as it stands in a configuration file. A table that is only implied (TOML) has no place: `start` is -1. */
export type SourceNode = Span &
  (
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'array'; readonly items: readonly SourceNode[] }
    | { readonly kind: 'object'; readonly members: readonly SourceMember[] }
    /** A number, a date, true, false or null: never looked into, only kept. */
    | { readonly kind: 'other' }
  );

/** One value of an object, and where its key stands. */
export type SourceMember = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Where the last part of a dotted key begins; the same as `keyStart` for any other key. */
  readonly lastPartStart: number;
  /** Whether it stands between braces, or on lines of its own as TOML has it. */
  readonly place: 'braces' | 'line';
  readonly value: SourceNode;
};

/** A configuration file that was read with the places of all its values. */
export type SourceFile = {
  readonly format: 'json' | 'toml';
  readonly text: string;
  readonly root: SourceNode;
  readonly comments: readonly Span[];
};

/** One replacement in a text. */
export type Edit = Span & { readonly text: string };

/** A text with replacements made; they may not overlap. Everything between them stays as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let [done, at] = ['', 0];
  for (const edit of edits.toSorted((one, two) => one.start - two.start || one.end - two.end)) {
    if (edit.start < at) throw new RangeError(`replace at ${edit.start}: overlaps what ends at ${at}`);
    done += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return done + text.slice(at);
}

/** The member of an object by its key; undefined where there is none, or no object. */
export function memberOf(node: SourceNode | undefined, key: string): SourceMember | undefined {
  return node?.kind === 'object' ? node.members.find((member) => member.key === key) : undefined;
}

/** The value at a path of keys. */
export function nodeAt(root: SourceNode, path: readonly string[]): SourceNode | undefined {
  return path.reduce<SourceNode | undefined>((node, key) => memberOf(node, key)?.value, root);
}

/** A value without its place: equal for two files exactly when they say the same. Numbers and dates count as they are written. */
export type PlainValue =
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue }
  | { readonly raw: string };

/** What a value says. */
export function plainOf(node: SourceNode, text: string): PlainValue {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'array') return node.items.map((item) => plainOf(item, text));
  if (node.kind === 'other') return { raw: text.slice(node.start, node.end) };
  const plain = Object.create(null) as { [key: string]: PlainValue };
  for (const { key, value } of node.members) plain[key] = plainOf(value, text);
  return plain;
}
