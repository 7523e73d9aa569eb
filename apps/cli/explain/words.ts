import type { WireApprovalTerms, WireEffect, WireVerdict } from '../../../sdk/wire.ts';

/** A verdict as what would happen. */
export const VERDICT_WORDS: { readonly [Verdict in WireVerdict]: string } = {
  allow: 'would be allowed',
  'require-approval': 'would be asked about',
  defer: 'would wait until the attendance window opens',
  deny: 'would be denied',
};

const REVERSIBILITY_WORDS = {
  reversible: 'can be undone',
  compensable: 'can be made good',
  irreversible: 'cannot be undone',
} as const;

/** How far an effect can be undone, in words; of code that nobody has read nobody can say it. */
export function describeUndoing({ reversibility, marks }: Pick<WireEffect, 'reversibility' | 'marks'>): string {
  if (reversibility === 'reversible' && marks.includes('unseen-code')) return 'whether it can be undone is not known';
  return REVERSIBILITY_WORDS[reversibility];
}

const MARK_WORDS: ReadonlyMap<string, string> = new Map([
  ['outside-workspace', 'outside the workspace'],
  ['scratch', 'a temporary file'],
  ['system-path', 'a part of the system'],
  ['sensitive-path', 'a sensitive path'],
  ['dangerous-shell', 'a dangerous command'],
  ['unknown-host', 'a host that the policy does not know'],
  ['private-address', 'a private address'],
  ['metadata-address', "a cloud's metadata address"],
  ['other-workspace', "another session's workspace"],
  ['data-deletion', 'deletes data on a large scale'],
  ['over-limit', 'over a limit'],
  ['gateway-state', "Countersign's own state"],
  ['links-elsewhere', 'leads elsewhere by a link'],
  ['unseen-code', 'runs code that nobody has read'],
  ['unresolved', 'not known in full before it runs'],
  ['as-root', 'with the rights of the administrator'],
  ['bulk', 'many files or rows at once'],
  ['project-only', 'changes the workspace only'],
  ['holds-secret', 'holds a secret'],
]);

/** What a mark says; a mark without words of its own stands for itself. */
export function describeMark(mark: string): string {
  return MARK_WORDS.get(mark) ?? mark;
}

/** What a part of a score says, by its rule. */
export function describeScoreRule(rule: string): string {
  const [group = '', name = ''] = rule.split(':');
  if (group === 'effect') return 'the least for an effect of this class';
  if (group === 'boundary' || group === 'mark') return describeMark(name);
  if (rule === 'irreversible') return 'something cannot be undone';
  if (rule === 'tainted') return 'what it acts on came from an untrusted source';
  if (rule === 'plan') return 'the plan it belongs to';
  if (group === 'context') return name === 'production' ? 'it happens in production' : 'it is about money';
  return name.replaceAll('-', ' ');
}

const ON_TIMEOUT: { readonly [Name in WireApprovalTerms['on_timeout']]: string } = {
  deny: 'no answer in time is a no',
  'deny-notify': 'no answer in time is a no, and the administrator is told',
  'deny-escalate': 'no answer in time is a no, and it is passed up',
  'deny-emergency': 'no answer in time is a no, and the emergency contacts are told',
};

const SCOPES = { action: 'for this action', session: 'for the session', proposal: 'as a proposal of a rule' } as const;

/** Who would be asked and how, a sentence each. */
export function describeTerms(terms: WireApprovalTerms): readonly string[] {
  const { approvers, timeout_ms: timeoutMs, second_factor: secondFactor, scopes, batch } = terms;
  const people = approvers === 1 ? 'one approver' : `${approvers} different approvers`;
  const factor = secondFactor ? ' with a second factor (a passkey in the dashboard, or a code)' : '';
  const reach = scopes.map((scope) => SCOPES[scope]).join(', ');
  return [
    `${people}${factor}; within ${timeoutMs / 1_000} s, ${ON_TIMEOUT[terms.on_timeout]}`,
    `a yes can be given ${reach}${batch ? '' : ', one by one'}`,
  ];
}
