import type { JsonObject } from '../encoding/json.ts';
import { parseMatchers } from './parse-matcher.ts';
import type { PolicyLayer, PolicyRule, RuleExample } from './policy.ts';
import type { Fields, Reading } from './reading.ts';
import { parseTimestamp } from './timestamp.ts';

/** The keys of a rule. */
export const RULE_KEYS = [
  'id',
  'permit',
  'forbid',
  'ask',
  'reason',
  'instead',
  'expires',
  'match',
  'not_match',
] as const;
/** The keys of an example. */
export const EXAMPLE_KEYS = ['tool', 'args'] as const;

const DECISIONS = ['permit', 'forbid', 'ask'] as const;
const MAX_EXAMPLES = 64;
const MAX_ID_LENGTH = 64;
const MAX_SENTENCE_LENGTH = 500;

/** Reads one rule; null, with problems, when it has none of `permit`, `forbid`, `ask`, or more than one. */
export function parseRule(reading: Reading, layer: PolicyLayer): PolicyRule | null {
  const fields = reading.fields(RULE_KEYS);
  if (fields === null) return null;
  const id = parseId(fields.required('id'));
  const written = DECISIONS.filter((decision) => fields.optional(decision) !== null);
  const [decision] = written;
  if (decision === undefined || written.length > 1) {
    return reading.refuse('exactly one of permit, forbid, ask', written.length === 0 ? 'none' : written.join(' and '));
  }
  return {
    id,
    layer,
    decision,
    when: parseMatchers(fields.required(decision), decision),
    reason: parseSentence(fields.optional('reason')) ?? unexplained(id, decision),
    instead: parseSentence(fields.optional('instead')) ?? '',
    expiresAtMs: parseExpiry(fields.optional('expires')),
    match: parseExamples(fields, 'match'),
    notMatch: parseExamples(fields, 'not_match'),
  };
}

/** The reason of a rule whose author gave none. */
export function unexplained(id: string, decision: PolicyRule['decision']): string {
  return `The rule ${id} says: ${decision}.`;
}

function parseId(reading: Reading): string {
  const { value } = reading;
  if (typeof value === 'string' && value.length <= MAX_ID_LENGTH && isId(value)) return value;
  reading.refuse(`an id of 1 to ${MAX_ID_LENGTH} lower-case letters, digits, . _ and -, a letter or digit first`);
  return '';
}

function isId(text: string): boolean {
  if (text === '' || '._-'.includes(text.charAt(0))) return false;
  return Array.from(text).every((letter) => 'abcdefghijklmnopqrstuvwxyz0123456789._-'.includes(letter));
}

function parseSentence(reading: Reading | null): string | null {
  return reading === null ? null : reading.text({ maxLength: MAX_SENTENCE_LENGTH });
}

function parseExpiry(reading: Reading | null): number | null {
  if (reading === null) return null;
  const ms = typeof reading.value === 'string' ? parseTimestamp(reading.value) : null;
  return ms ?? reading.refuse('an RFC 3339 date-time, as in 2027-02-01T00:00:00Z');
}

function parseExamples(fields: Fields, key: 'match' | 'not_match'): readonly RuleExample[] {
  const reading = fields.optional(key);
  if (reading === null) return [];
  return reading.items({ max: MAX_EXAMPLES }).flatMap((item) => {
    const example = item.fields(EXAMPLE_KEYS);
    const tool = example?.required('tool').text({ maxLength: 256 }) ?? null;
    const args = example?.required('args') ?? null;
    const isMapping = typeof args?.value === 'object' && args.value !== null && !Array.isArray(args.value);
    if (args !== null && !isMapping) args.refuse('a mapping of arguments');
    return tool === null || !isMapping ? [] : [{ tool, args: args.value as JsonObject }];
  });
}
