import type { Action } from '../action/action.ts';
import type { ApprovalRequest } from '../approval/approval.ts';
import { sentenceRows } from '../approval/prompt/visible-rows.ts';
import { quoteText } from '../approval/prompt/visible-units.ts';
import type { PromptDocument, PromptSection } from '../approval/prompt-document.ts';
import type { Decision } from '../decision.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { toHex } from '../encoding/hex.ts';
import type { HashFunction } from '../hash.ts';
import { formatTimestamp } from '../policy/timestamp.ts';
import type { CommandSign } from './command-sign.ts';

/** A document of the gateway's own words, with the fingerprint that every document has. */
function documentOf(
  title: string,
  sections: readonly { readonly heading: string; readonly text: readonly string[] }[],
  hash: HashFunction,
): PromptDocument {
  const made: readonly PromptSection[] = sections.map(({ heading, text }) => ({
    heading,
    lines: text.flatMap((sentence) => sentenceRows(sentence)),
    quoted: false,
  }));
  const text = canonicalJson({ title, sections: made.map((section) => ({ ...section })) });
  return { title, sections: made, fingerprint: toHex(hash(text).subarray(0, 8)) };
}

/** What is shown where the whole would not fit: what is asked in one line, and that it can only be denied there. */
export function tooLongDocument(title: string, request: ApprovalRequest, hash: HashFunction): PromptDocument {
  const text = [
    'This place cannot show all of it, and what is not shown whole is not approved: here you can only deny it.',
    `See all of it with \`countersign approvals show ${request.id}\`.`,
  ];
  return documentOf(title, [{ heading: 'Too long to show here', text }], hash);
}

/**
 * What a message says once its request is over: what became of it, and who said so.
 *
 * `sign` is what commands begin with where the message stands; null where nobody types.
 */
export function outcomeDocument(
  title: string,
  request: ApprovalRequest,
  { hash, sign }: { readonly hash: HashFunction; readonly sign: CommandSign | null },
): PromptDocument {
  return documentOf(title, [{ heading: 'What became of it', text: outcomeOf(request, sign) }], hash);
}

/** Tells people of a request that nobody answered in time. */
export function timedOutDocument(title: string, request: ApprovalRequest, hash: HashFunction): PromptDocument {
  const text = [
    `Nobody answered within ${Math.round(request.terms.timeoutMs / 1_000)} s, and silence is denial: it did not run.`,
    `To allow one new attempt within a day: \`countersign approvals approve ${request.id}\`.`,
  ];
  return documentOf(title, [{ heading: `Not answered: ${request.riskLevel} risk`, text }], hash);
}

/** Tells people of something critical that is held back until the window opens; null where what it was about was erased. */
export function heldBackDocument(
  shown: { readonly action: Pick<Action, 'principal' | 'tool'>; readonly decision: Pick<Decision, 'risk'> } | null,
  decisionIndex: number,
  hash: HashFunction,
): PromptDocument {
  const what = shown === null ? 'something that was erased' : quoteText(shown.action.tool.name);
  const who = shown === null ? 'An agent' : quoteText(shown.action.principal);
  const text = [
    'It is held back until the window for attendance opens. Then it is decided from the start; until then nothing of it runs.',
    `See all of it with \`countersign log show ${decisionIndex}\`.`,
  ];
  const risk = shown === null ? 'critical risk' : `critical risk, ${shown.decision.risk.score} of 100`;
  return documentOf(`${who} wants to run ${what}: ${risk}`, [{ heading: 'Held back', text }], hash);
}

/**
 * What was put on record of a person: an absence, that they are back, or that somebody answers in somebody's turn or does so no longer.
 * Times in milliseconds since 1970; `by` is who did it.
 */
export type PersonChange =
  | {
      readonly kind: 'away';
      readonly principal: string;
      readonly by: string;
      readonly fromMs: number;
      readonly untilMs: number;
    }
  | { readonly kind: 'back'; readonly principal: string; readonly by: string }
  | {
      readonly kind: 'turn';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly by: string;
      readonly fromMs: number;
      readonly untilMs: number;
    }
  | { readonly kind: 'turn-ended'; readonly from: string; readonly to: string; readonly by: string };

/**
 * Tells people of their own absence and of turns: what holds when it is sent, who noted it, and how to change it. Whoever is silenced by
 * somebody else, or answers in another's turn, hears of it.
 */
export function personDocument(
  change: PersonChange,
  { nowMs, hash }: { readonly nowMs: number; readonly hash: HashFunction },
): PromptDocument {
  const { title, text } = noticeOfPerson(change, nowMs);
  return documentOf(`Countersign: ${title}`, [{ heading: 'Who answers', text }], hash);
}

function noticeOfPerson(
  change: PersonChange,
  nowMs: number,
): { readonly title: string; readonly text: readonly string[] } {
  const by = quoteText(change.by);
  if (change.kind === 'turn-ended')
    return { title: 'a delegation has ended', text: [`${overOf(change)} Ended by ${by}.`] };
  if (change.kind === 'back')
    return {
      title: 'you are back',
      text: [`Requests are sent to ${quoteText(change.principal)} again. Noted by ${by}.`],
    };
  const span = `From ${formatTimestamp(change.fromMs)} until ${formatTimestamp(change.untilMs)}`;
  const isOver = nowMs >= change.untilMs;
  if (change.kind === 'turn') {
    if (isOver) return { title: 'a delegation is over', text: [overOf(change)] };
    const text = `${span}, ${quoteText(change.to)} answers requests in the turn of ${quoteText(change.from)}. Given by ${by}.`;
    return { title: 'a delegation', text: [text, `To end it: \`countersign delegations end ${change.id}\`.`] };
  }
  const who = quoteText(change.principal);
  if (isOver) return { title: 'your absence is over', text: [`Requests are sent to ${who} again.`] };
  const back = `Where that is wrong: \`countersign approvers away ${who} --back\`.`;
  return { title: 'you are noted as away', text: [`${span}, no requests are sent to ${who}. Noted by ${by}.`, back] };
}

function overOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${quoteText(to)} answers in the turn of ${quoteText(from)} no longer.`;
}

/** What a channel is tried with. */
export function testDocument(channel: string, by: string, hash: HashFunction): PromptDocument {
  const text = [`${quoteText(by)} sent this to try the channel ${quoteText(channel)}. There is nothing to answer.`];
  return documentOf('Countersign: a test message', [{ heading: 'It works', text }], hash);
}

function outcomeOf(
  { status, answers, id, terms, late, deadlineMs }: ApprovalRequest,
  sign: CommandSign | null,
): readonly string[] {
  const said = answers.map(
    ({ answer, approver, channel, atMs }) =>
      `${answer === 'approve' ? 'Approved' : 'Denied'} by ${quoteText(approver)} at ${channel}, ${formatTimestamp(atMs)}.`,
  );
  switch (status) {
    case 'pending':
      return [
        ...said,
        `${terms.approvers - answers.length} more must approve it until ${formatTimestamp(deadlineMs)}.`,
      ];
    case 'approved':
      return late ? [...said, 'That was late: it allows one new attempt, not the old one.'] : said;
    case 'denied':
      return said;
    case 'timed-out':
      return [
        ...said,
        'Nobody else answered in time, and silence is denial: it did not run.',
        `To allow one new attempt within a day: \`${sign === null ? `countersign approvals approve ${id}` : `${sign}approve ${id.slice(0, 8)}`}\`.`,
      ];
    case 'cancelled':
      return [...said, 'It was cancelled: it does not run.'];
    case 'superseded':
      return [...said, 'A newer request for the same took its place.'];
  }
}
