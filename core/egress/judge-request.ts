import type { EgressRefusal } from './egress-refusal.ts';
import type { EgressRule } from './egress-rule.ts';

/** The rule that lets a request through, or why none does. */
export type RequestJudgement =
  | { readonly ok: true; readonly rule: EgressRule }
  | { readonly ok: false; readonly refusal: EgressRefusal };

/**
 * Judges a request by method and path, against the rules for its host, port and scheme (at least one), in order.
 *
 * A path that servers could read in two ways (dot segments, encoded dots and slashes, encoded percent signs, UTF-8 that is longer than
 * it needs to be, backslashes, doubled slashes) fits no rule that speaks of paths. The query is never compared.
 */
export function judgeRequest(
  rules: readonly EgressRule[],
  { method, path }: { readonly method: string; readonly path: string },
): RequestJudgement {
  const byMethod = rules.filter((rule) => rule.methods === null || rule.methods.includes(method));
  if (byMethod.length === 0) {
    const methods = listed(rules.map((rule) => rule.methods));
    return refuse('egress.method', `send the request: found ${shown(method)}, want ${methods}`);
  }
  const rule = byMethod.find(({ paths }) => paths === null || paths.some((prefix) => fits(prefix, path)));
  if (rule !== undefined) return { ok: true, rule };
  const prefixes = listed(byMethod.map(({ paths }) => paths));
  return refuse('egress.path', `send the request: the path is not allowed, want one below ${prefixes}`);
}

const AMBIGUOUS = ['%2e', '%2f', '%5c', '%25', '%c0', '%c1', '%e0%8', '%e0%9', '%f0%8', '\\', ';'];

function fits(prefix: string, path: string): boolean {
  const end = endOfPath(path);
  const plain = path.slice(0, end);
  if (!plain.startsWith(prefix) || isAmbiguous(plain)) return false;
  return prefix.endsWith('/') || plain.length === prefix.length || plain.charAt(prefix.length) === '/';
}

function endOfPath(path: string): number {
  const found = [path.indexOf('?'), path.indexOf('#')].filter((at) => at >= 0);
  return Math.min(path.length, ...found);
}

function isAmbiguous(path: string): boolean {
  const lower = path.toLowerCase();
  const segments = lower.split('/');
  const hasOddSegment = segments.slice(1, -1).includes('') || segments.includes('.') || segments.includes('..');
  return hasOddSegment || AMBIGUOUS.some((part) => lower.includes(part));
}

function listed(lists: readonly (readonly string[] | null)[]): string {
  return [...new Set(lists.flat())].slice(0, 20).join(', ');
}

function shown(method: string): string {
  return method.slice(0, 32);
}

function refuse(code: 'egress.method' | 'egress.path', reason: string): RequestJudgement {
  return { ok: false, refusal: { code, reason, alarm: 'none' } };
}
