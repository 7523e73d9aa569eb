import type { Action } from '../../action/action.ts';
import type { ApprovalTerms, Decision } from '../../decision.ts';
import { proposeNarrowRule } from '../../policy/narrow-rule.ts';
import { grantCoverOfAction, isCallCover } from '../session-grant.ts';
import { TIMEOUT_WORDS } from './prompt-words.ts';
import { sentenceRows } from './visible-rows.ts';
import { quoteText } from './visible-units.ts';

type Shown = { readonly action: Action; readonly decision: Decision };

/** What undoing would bring back, and what it would not, effect by effect in sum. */
export function undoRows({ decision: { effects, obligations } }: Shown): readonly string[] {
  const final = effects.filter(({ reversibility }) => reversibility === 'irreversible').length;
  const made = effects.filter(({ reversibility }) => reversibility === 'compensable').length;
  const unread = effects.filter(({ marks }) => marks.includes('unseen-code')).length;
  const paths = obligations.flatMap((obligation) => (obligation.kind === 'checkpoint' ? obligation.paths : []));
  const isWhole = effects.length > 0 && final + made + unread === 0 && paths.length === 0;
  const sentences = [
    ...(paths.length === 0
      ? []
      : [`A checkpoint is taken first of ${paths.map(quoteText).join(', ')}; “countersign undo” brings it back.`]),
    ...(isWhole ? ['Everything it does can be undone.'] : []),
    ...(unread === 0 ? [] : ['It runs code that nobody has read: whether all of it can be undone is NOT known.']),
    ...(made === 0 ? [] : [`${made} of ${effects.length} effects can only be made good by another action.`]),
    ...(final === 0 ? [] : [`${final} of ${effects.length} effects CANNOT be undone.`]),
    ...(effects.length === 0 ? ['It has no effect that would have to be undone.'] : []),
  ];
  return sentences.flatMap((sentence) => sentenceRows(sentence));
}

/** What is not in effects is covered in the same words and the same folder, as long as nothing changes that it depends on. */
const BOUND =
  'exactly this call again, same words and folder, until files or settings that it uses change; and, of what runs no unread code, names no remote and sets no variables,';

/** What each answer would reach: this action, the session, a rule. Only what the terms of the request offer. */
export function reachRows(
  { action, decision }: Shown,
  { terms, home, nowMs }: { readonly terms: ApprovalTerms; readonly home: string; readonly nowMs: number },
): readonly string[] {
  const once = 'Once: exactly this action, one time. Change any part of it and this approval is void.';
  const sentences = [once];
  const cover = terms.scopes.includes('session') ? grantCoverOfAction(action, decision.effects) : null;
  if (cover !== null) {
    const what = cover
      .filter((each) => !isCallCover(each))
      .map(({ class: effect, resource }) => `${effect} on ${quoteText(resource)}`)
      .join(', ');
    const isBound = cover.some(isCallCover);
    sentences.push(
      `Session: ${isBound ? BOUND : 'also'} every later ${quoteText(action.tool.name)} of this session with no other effects than ${what}; until the session ends or the policy changes, 12 hours at most.`,
    );
  }
  const rows = sentences.flatMap((sentence) => sentenceRows(sentence));
  if (!terms.scopes.includes('proposal')) return rows;
  const rule = proposeNarrowRule({ action, effects: decision.effects, risk: decision.risk, home, nowMs });
  const always = rule.ok
    ? `Always: once, and proposes to the operator the rule ${quoteText(`permit ${rule.value.pattern}`)} for 90 days. Nothing is in force until somebody adopts it.`
    : `Always: once; no rule would be proposed: ${quoteText(rule.failure.reason)}.`;
  return [...rows, ...sentenceRows(always)];
}

/** How the answer must be given. */
export function termsRows({
  approvers,
  secondFactor,
  batch,
  timeoutMs,
  onTimeout,
  notBy = [],
}: ApprovalTerms): readonly string[] {
  const people = approvers === 1 ? 'One approver' : `${approvers} different approvers`;
  const sentences = [
    ...(notBy.length === 0 ? [] : [`Not by who wrote it: ${notBy.map(quoteText).join(', ')}.`]),
    `${people}${secondFactor ? ', with a second factor (passkey or one-time code)' : ''}${batch ? '' : '; approved one by one, never in a batch'}.`,
    `Within ${timeoutMs / 1_000} s; ${TIMEOUT_WORDS[onTimeout]}.`,
  ];
  return sentences.flatMap((sentence) => sentenceRows(sentence));
}
