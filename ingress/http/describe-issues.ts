import type { z } from 'zod';
import { findSecrets } from '../../core/secret/find-secrets.ts';
import type { WireInputProblem } from '../../sdk/problem.ts';

const MAX_ISSUES = 100;
const MAX_SHOWN = 48;

type Issue = z.core.$ZodIssue;

/** Says for every issue of a failed parse where it is, what was found there and what was wanted. At most 100. */
export function describeIssues(issues: readonly Issue[], input: unknown): readonly WireInputProblem[] {
  return issues.slice(0, MAX_ISSUES).flatMap((issue) => describeIssue(issue, input));
}

function describeIssue(issue: Issue, input: unknown): readonly WireInputProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      found: 'an unknown field',
      wanted: 'only documented fields',
    }));
  }
  const found = describeValue(valueAt(input, issue.path));
  return [{ path: pathText(issue.path), found, wanted: wantedBy(issue) }];
}

function wantedBy(issue: Issue): string {
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `at least ${String(issue.minimum)}${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${String(issue.maximum)}${unitOf(issue.origin)}`;
  return issue.code === 'invalid_union' ? 'one of the documented forms' : issue.message;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [name: PropertyKey]: unknown })[key];
  }
  return value;
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} characters${shownText(value)}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  return 'an object';
}

/** Short plain words are repeated, since they help; anything long or strange is not. */
function shownText(text: string): string {
  if (text.length === 0 || text.length > MAX_SHOWN) return '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit > 0x7e) return '';
  }
  return findSecrets(text).length > 0 ? ' that looks like a secret' : `, ${JSON.stringify(text)}`;
}

function pathText(path: readonly PropertyKey[]): string {
  let text = '$';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 64)}`;
  return text;
}
