import type { Json } from '../encoding/json.ts';
import { fail, ok, type Result } from '../result.ts';

/** Bounds of a policy source. */
const DOCUMENT_LIMITS = { nodes: 50_000, depth: 24, textLength: 65_536 } as const;

type Shortfall = { readonly path: string; readonly found: string; readonly wanted: string };

/**
 * Accepts a parsed YAML or JSON value as plain JSON within bounds: finite numbers, well-formed text, no dates,
 * no cycles (they exceed the depth), at most 50,000 values and 24 levels.
 */
export function asDocument(raw: unknown): Result<Json, Shortfall> {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: raw, depth: 1 }];
  let nodes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    nodes += 1;
    if (nodes > DOCUMENT_LIMITS.nodes) return refuse('more values', `at most ${DOCUMENT_LIMITS.nodes} values`);
    if (next.depth > DOCUMENT_LIMITS.depth) return refuse('deeper nesting', `at most ${DOCUMENT_LIMITS.depth} levels`);
    const problem = leafShortfall(next.value);
    if (problem !== null) return fail(problem);
    for (const child of childrenOf(next.value)) pending.push({ value: child, depth: next.depth + 1 });
  }
  return ok(raw as Json);
}

function refuse(found: string, wanted: string): Result<never, Shortfall> {
  return fail(shortfall(found, wanted));
}

function shortfall(found: string, wanted: string): Shortfall {
  return { path: '$', found, wanted };
}

function childrenOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? [...Object.keys(value), ...Object.values(value)] : [];
}

function leafShortfall(value: unknown): Shortfall | null {
  if (typeof value === 'string') {
    if (value.length > DOCUMENT_LIMITS.textLength)
      return shortfall('a longer text', `at most ${DOCUMENT_LIMITS.textLength} characters`);
    return value.isWellFormed() ? null : shortfall('a lone surrogate', 'well-formed Unicode');
  }
  if (typeof value === 'number') return Number.isFinite(value) ? null : shortfall(String(value), 'a finite number');
  if (value === null || typeof value === 'boolean' || Array.isArray(value) || isPlainMapping(value)) return null;
  return shortfall(`a value of type ${typeof value}`, 'text, numbers, true, false, null, lists and mappings');
}

function isPlainMapping(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
