import { parse, TomlError } from 'smol-toml';
import { fail, ok, type Result } from '../../../../core/result.ts';
import type { SourceFile, SourceNode } from './source-file.ts';
import { UnsureError, walkToml } from './walk-toml.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads TOML (version 1.0.0) and remembers where each value stands.
 *
 * A parser says what the file means, and our own walk where that stands. Where the two do not agree on every key and every text, the
 * file is refused: nothing is ever edited at a place that is not sure. No message quotes the file, since it may hold secrets.
 */
export function readTomlSource(text: string): Result<SourceFile, string> {
  const isMarked = text.startsWith(BYTE_ORDER_MARK);
  try {
    const value = parse(isMarked ? text.slice(1) : text, { integersAsBigInt: true });
    const { root, comments } = walkToml(text, isMarked ? 1 : 0);
    if (!agrees(root, value)) return fail('a way of writing TOML that cannot be edited surely');
    return ok({ format: 'toml', text, root, comments });
  } catch (error) {
    if (error instanceof TomlError) return fail(`no TOML at line ${error.line}`);
    if (error instanceof UnsureError)
      return fail(`a way of writing TOML that cannot be edited surely, ${error.message}`);
    if (error instanceof RangeError) return fail('nested too deeply');
    throw error;
  }
}

/** Whether what was walked is what was parsed: the same keys, the same texts, and something else where something else is. */
function agrees(node: SourceNode, value: unknown): boolean {
  if (node.kind === 'string') return node.value === value;
  if (node.kind === 'array') {
    return (
      Array.isArray(value) &&
      value.length === node.items.length &&
      node.items.every((item, at) => agrees(item, value[at]))
    );
  }
  if (!isTable(value)) return node.kind === 'other' && typeof value !== 'string' && !Array.isArray(value);
  if (node.kind === 'other') return false;
  const keys = Object.keys(value);
  return (
    keys.length === node.members.length &&
    node.members.every(({ key, value: child }) => Object.hasOwn(value, key) && agrees(child, value[key]))
  );
}

function isTable(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
