import type { Action } from '../../action/action.ts';
import type { Decision } from '../../decision.ts';
import type { Effect } from '../../effect/effect.ts';
import { canonicalJson } from '../../encoding/canonical-json.ts';
import { toHex } from '../../encoding/hex.ts';
import type { HashFunction } from '../../hash.ts';
import { formatTimestamp } from '../../policy/timestamp.ts';
import { isTrusted } from '../../provenance/provenance.ts';
import type { ApprovalRequest } from '../approval.ts';
import type { PromptDocument, PromptSection } from '../prompt-document.ts';
import { argumentRows } from './argument-rows.ts';
import { changeRows } from './change-rows.ts';
import { MARK_WORDS, wordsOfPart, wordsOfUndoing } from './prompt-words.ts';
import { reachRows, termsRows, undoRows } from './reach-rows.ts';
import { sentenceRows } from './visible-rows.ts';
import { quoteText } from './visible-units.ts';

/** What is shown: a request, and what it is about. */
export type PromptView = {
  readonly request: ApprovalRequest;
  /** Null when its payload was erased. */
  readonly shown: { readonly action: Action; readonly decision: Decision } | null;
};

/** `home` is the folder that rules write as `~`. */
export type PromptOptions = { readonly hash: HashFunction; readonly home: string };

type Shown = NonNullable<PromptView['shown']>;

/**
 * Writes a request as a person must see it to answer: all of the action, all of its effects, and what each answer would reach.
 *
 * What you see is what runs: nothing is left out or cut, and everything invisible or drawn like something else is made visible (see
 * `visibleUnits`). The same request always has the same document: it does not depend on the time, on answers, or on who looks.
 * Linear in the size of the action; total.
 */
export function renderPrompt({ request, shown }: PromptView, options: PromptOptions): PromptDocument {
  const title = titleOf(request, shown);
  const sections = shown === null ? erasedSections(request) : sectionsOf(request, shown, options);
  // Members in their canonical order, in which they are written fastest.
  const inOrder = sections.map(({ heading, lines, quoted }) => ({ heading, lines, quoted }));
  const text = canonicalJson({ sections: inOrder, title });
  return { title, sections, fingerprint: toHex(options.hash(text).subarray(0, 8)) };
}

/** The first line of what is shown of a request: who wants to run what, and how risky it is. Costs nothing, however large the action is. */
export function titleOf({ riskLevel, riskScore, binding }: ApprovalRequest, shown: PromptView['shown']): string {
  const what = shown === null ? 'something that was erased' : toolInTitle(shown.action.tool.name);
  return `${quoteText(binding.requester)} wants to run ${what}: ${riskLevel} risk, ${riskScore} of 100`;
}

/** Longest name of a tool that a title repeats. */
const TITLE_NAME = 64;

/**
 * A tool as titles name it. They become subjects of mails and lines of a lock screen, where nothing stands around them: a name that could
 * be read as a sentence, hold an address or push the risk out of sight is told in what is shown below, not here.
 */
function toolInTitle(name: string): string {
  const isPlain = name.length <= TITLE_NAME && [...name].every((character) => isNamePart(character));
  return isPlain ? quoteText(name) : 'a tool with an unusual name';
}

function isNamePart(character: string): boolean {
  const isLetter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  return isLetter || (character >= '0' && character <= '9') || '_-.'.includes(character);
}

function erasedSections(request: ApprovalRequest): readonly PromptSection[] {
  const gone = 'What would run was erased: there is nothing to see, so it cannot be approved.';
  return [section('What would run', sentenceRows(gone)), requestSection(request)];
}

function sectionsOf(request: ApprovalRequest, shown: Shown, { home }: PromptOptions): readonly PromptSection[] {
  const { action, decision } = shown;
  const { terms, createdAtMs } = request;
  const body = [
    section('What would run', sentences(toolSentence(action), ...placeSentences(action))),
    section('What it would change', changeRows(action.args), true),
    section('Arguments', argumentRows(action.args), true),
    section('What it would do', effectRows(decision.effects)),
    section('If it goes wrong', undoRows(shown)),
    section('Why you are asked', reasonRows(decision)),
    section('Who asks', whoRows(action)),
    section('What your answer reaches', [
      ...reachRows(shown, { terms, home, nowMs: createdAtMs }),
      ...termsRows(terms),
    ]),
    requestSection(request),
  ];
  const filled = body.filter(({ lines }) => lines.length > 0);
  return filled.some(({ lines }) => lines.some(isMarked))
    ? [section('Look twice', sentenceRows(LOOK_TWICE)), ...filled]
    : filled;
}

const LOOK_TWICE =
  'Parts of this request are invisible, or drawn like something else. They stand in ⟨ ⟩ where they are; a name that looks right may be another one.';

/** A remark about a character, not about the length or the type of a value. */
function isMarked(line: string): boolean {
  if (!line.includes('⟨')) return false;
  return (
    line.includes('⟨U+') || line.includes('looks like ') || line.includes('⟨mixes ') || line.includes('⟨hidden in')
  );
}

function section(heading: string, lines: readonly string[], quoted = false): PromptSection {
  return { heading, lines, quoted };
}

function sentences(...texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => sentenceRows(text));
}

function toolSentence({ tool: { name, origin, digest } }: Action): string {
  const pin = digest === null ? 'not pinned by a digest' : `pinned as ${quoteText(digest)}`;
  return `Tool ${quoteText(name)} from ${quoteText(origin)}, ${pin}.`;
}

function placeSentences({ cwd, workspace, plan }: Action): readonly string[] {
  const where =
    cwd === workspace
      ? `In ${quoteText(cwd)}, the workspace.`
      : `In ${quoteText(cwd)}; the workspace is ${quoteText(workspace)}.`;
  return plan === null ? [where] : [where, `Part of the plan ${quoteText(plan)}.`];
}

function effectRows(effects: readonly Effect[]): readonly string[] {
  if (effects.length === 0) return sentenceRows('Nothing that the gateway knows of.');
  return effects.flatMap(({ class: name, resource, detail, reversibility, marks }) => {
    const from = isTrusted(resource.provenance) ? '' : ' (untrusted)';
    const why = detail === '' || detail === resource.value ? '' : ` (${quoteText(detail)})`;
    const notes = [
      wordsOfUndoing({ reversibility, marks }),
      `${resource.kind} chosen by ${quoteText(resource.provenance)}${from}`,
      ...marks.map((mark) => MARK_WORDS[mark]),
    ];
    return sentenceRows(`${name} ${quoteText(resource.value)}${why}: ${notes.join('; ')}.`);
  });
}

function reasonRows({ reason, gates, risk }: Decision): readonly string[] {
  const asking = gates.filter(({ outcome }) => outcome === 'require-approval' || outcome === 'defer');
  const parts = risk.parts.map(wordsOfPart).join('; ');
  const opinion = gates.find(({ gate, outcome }) => gate === 'reviewer' && outcome === 'pass')?.reason;
  return sentences(
    ...(asking.some((gate) => gate.reason === reason) ? [] : [quoteText(reason)]),
    ...asking.map(
      ({ gate, rule, reason: found }) =>
        `Gate ${gate}${rule === '' ? '' : `, rule ${quoteText(rule)}`}: ${quoteText(found)}`,
    ),
    ...(opinion === undefined ? [] : [`Reviewer model, ${opinion}.`]),
    `Score ${risk.score} of 100, ${risk.level}: ${parts === '' ? 'nothing adds to it' : parts}.`,
  );
}

function whoRows({ principal, onBehalfOf, session, surface }: Action): readonly string[] {
  return sentences(
    `${quoteText(principal)} on behalf of ${quoteText(onBehalfOf)}, in session ${quoteText(session)}, by ${surface}.`,
  );
}

function requestSection({ id, binding, createdAtMs, deadlineMs }: ApprovalRequest): PromptSection {
  return section(
    'This request',
    sentences(
      `Request ${id}, asked ${formatTimestamp(createdAtMs)}, open until ${formatTimestamp(deadlineMs)}.`,
      `Action ${quoteText(binding.actionDigest)}; policy ${quoteText(binding.policyVersion)}, profile ${binding.profile}.`,
    ),
  );
}
