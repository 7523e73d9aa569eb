import { flattenAndOr } from '../../../../application/reading/parse-tree.ts';
import type { Verdict } from '../../../../core/decision.ts';
import type { ParseShell, Span, Statement } from '../../../../core/effect/shell/syntax.ts';

/** What would come out of a shell text with a part left out, or of a part alone: the part as written, and where it stands. */
export type Alternative = {
  readonly kind: 'without' | 'alone';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly verdict: Verdict;
};

/** Most parts that are tried: each is decided once or twice. */
const MAX_PARTS = 24;

const SEVERITY: { readonly [Name in Verdict]: number } = { allow: 0, 'require-approval': 1, defer: 2, deny: 3 };

/**
 * Finds what could be left out of a shell text for a milder verdict: each top-level statement, each part of an and-or list
 * and each stage of a pipeline is left out once. Where no single one helps, each statement is tried alone.
 *
 * What is answered was decided as it stands: the text with exactly that part, and the operator that joins it, cut out.
 * Nothing is claimed of what the rest is good for.
 */
export function findAlternatives(
  text: string,
  { verdict, judge, parse }: { readonly verdict: Verdict; readonly judge: Judge; readonly parse: ParseShell },
): readonly Alternative[] {
  if (verdict === 'allow') return [];
  const script = parse(text);
  if (script.problem !== null) return [];
  const siblings = siblingLists(script.statements);
  const parts = siblings
    .flatMap(({ spans, areStages }) => spans.map((_, index) => ({ ...cutOf(spans, index), areStages })))
    .slice(0, MAX_PARTS);
  const without = parts.flatMap(({ cut }) => {
    const left = text.slice(0, cut.start) + text.slice(cut.end);
    const milder = judged(left, { parse, judge, than: verdict });
    return milder === null ? [] : [shown('without', text, { span: cut, verdict: milder })];
  });
  if (without.some((found) => found.verdict === 'allow')) return without;
  const alone = parts.flatMap(({ part, areStages }) => {
    if (areStages) return [];
    const milder = judged(text.slice(part.start, part.end), { parse, judge, than: verdict });
    return milder === 'allow' ? [shown('alone', text, { span: part, verdict: milder })] : [];
  });
  return [...without, ...alone];
}

/** Decides another shell text in the same place. */
type Judge = (text: string) => Verdict;

/** The verdict of a text when it is milder; null for one that holds nothing or that cannot be parsed. */
function judged(
  text: string,
  { parse, judge, than }: { readonly parse: ParseShell; readonly judge: Judge; readonly than: Verdict },
): Verdict | null {
  if (text.trim() === '') return null;
  const { statements, problem } = parse(text);
  if (problem !== null || statements.length === 0) return null;
  const verdict = judge(text);
  return SEVERITY[verdict] < SEVERITY[than] ? verdict : null;
}

/** What stands one after the other and can lose one: statements, or the stages of a pipeline. */
type Siblings = { readonly spans: readonly Span[]; readonly areStages: boolean };

function siblingLists(statements: readonly Statement[]): readonly Siblings[] {
  const own = statements.length > 1 ? [siblingsOf(statements)] : [];
  return [...own, ...statements.flatMap(listsWithin)];
}

function listsWithin(statement: Statement): readonly Siblings[] {
  if (statement.kind === 'background') return listsWithin(statement.body);
  if (statement.kind === 'group') return siblingLists(statement.body);
  if (statement.kind === 'pipeline') return [siblingsOf(statement.stages, true)];
  if (statement.kind !== 'and-or') return [];
  const parts = flattenAndOr(statement).map(({ part }) => part);
  return [siblingsOf(parts), ...parts.flatMap(listsWithin)];
}

function siblingsOf(statements: readonly Statement[], areStages = false): Siblings {
  return { spans: statements.map(({ span }) => span), areStages };
}

/** One of a list, and what is cut to lose it: with the operator after it, or before it for the last. */
function cutOf(list: readonly Span[], index: number): { readonly part: Span; readonly cut: Span } {
  const part = list[index] ?? { start: 0, end: 0 };
  const next = list[index + 1];
  if (next !== undefined) return { part, cut: { start: part.start, end: next.start } };
  return { part, cut: { start: list[index - 1]?.end ?? part.start, end: part.end } };
}

function shown(
  kind: Alternative['kind'],
  text: string,
  { span, verdict }: { readonly span: Span; readonly verdict: Verdict },
): Alternative {
  const written = text.slice(span.start, span.end);
  const start = span.start + (written.length - written.trimStart().length);
  return { kind, text: written.trim(), start, end: start + written.trim().length, verdict };
}
