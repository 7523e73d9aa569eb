import type { ApprovalTerms } from '../../decision.ts';
import type { Effect, EffectMark, Reversibility } from '../../effect/effect.ts';
import type { ScorePart } from '../../risk/risk.ts';

/** How far an effect can be undone, for people. */
const REVERSIBILITY_WORDS: { readonly [How in Reversibility]: string } = {
  reversible: 'can be undone',
  compensable: 'can be made good, not undone',
  irreversible: 'CANNOT be undone',
};

/** How far an effect can be undone; of code that nobody has read nobody can promise it. */
export function wordsOfUndoing({ reversibility, marks }: Pick<Effect, 'reversibility' | 'marks'>): string {
  const isUnread = reversibility === 'reversible' && marks.includes('unseen-code');
  return isUnread ? 'NOT known whether it can be undone' : REVERSIBILITY_WORDS[reversibility];
}

/** What an analyser saw, for people. */
export const MARK_WORDS: { readonly [Mark in EffectMark]: string } = {
  'outside-workspace': 'outside the workspace',
  scratch: 'a temporary file',
  'system-path': 'a part of the system',
  'sensitive-path': 'a sensitive path',
  'dangerous-shell': 'a dangerous command',
  'unknown-host': 'a host that the policy does not know',
  'private-address': 'a private address',
  'metadata-address': "a cloud's metadata address",
  'other-workspace': "another session's workspace",
  'data-deletion': 'deletes data on a large scale',
  'over-limit': 'over a limit',
  'gateway-state': "Countersign's own state",
  'links-elsewhere': 'leads elsewhere by a link',
  'unseen-code': 'runs code that nobody has read',
  unresolved: 'not known in full before it runs',
  'as-root': 'with the rights of the administrator',
  bulk: 'many files or rows at once',
  'project-only': 'changes the workspace only',
  'holds-secret': 'holds a secret',
};

/** What happens when nobody answers in time. */
export const TIMEOUT_WORDS: { readonly [Name in ApprovalTerms['onTimeout']]: string } = {
  deny: 'no answer in time is a no',
  'deny-notify': 'no answer in time is a no, and people are told',
  'deny-escalate': 'no answer in time is a no, and it goes to the administrator',
  'deny-emergency': 'no answer in time is a no, and the emergency contacts are told',
};

/** What a part of a score says. */
export function wordsOfPart({ kind, rule, points }: ScorePart): string {
  const amount = kind === 'floor' ? `at least ${points}` : `plus ${points}`;
  return `${amount}: ${reasonOf(rule)} [${rule}]`;
}

function reasonOf(rule: string): string {
  const [group = '', name = ''] = rule.split(':');
  if (group === 'effect') return 'the least for such an effect';
  if (group === 'boundary' || group === 'mark')
    return Object.hasOwn(MARK_WORDS, name) ? MARK_WORDS[name as EffectMark] : name;
  if (rule === 'irreversible') return 'something cannot be undone';
  if (rule === 'tainted') return 'what it acts on came from an untrusted source';
  if (group === 'plan') return 'the plan it belongs to';
  if (group === 'context') return name === 'production' ? 'it happens in production' : 'it is about money';
  return name.replaceAll('-', ' ');
}
