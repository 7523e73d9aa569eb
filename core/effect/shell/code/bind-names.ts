import { memberOf, useAsData } from './apply-call.ts';
import { type CodeValue, type CodeWalk, DATA } from './code-value.ts';
import { EVERY_LIST, EVERY_NAME } from './count-assignments.ts';

/** What stands left of an assignment: its tokens, and its value as an operand. */
export type CodeTarget = { readonly start: number; readonly end: number; readonly value: CodeValue };

/** Gives the targets of an assignment a value. */
export function bindTargets(walk: CodeWalk, targets: readonly CodeTarget[], value: CodeValue): void {
  for (const { start, end, value: target } of targets) {
    const token = walk.program.tokens[start];
    if (end - start === 1 && token !== undefined && (token.kind === 'name' || token.kind === 'variable'))
      bindName(walk, token.text, value);
    else if (token?.text === '{' && value.kind === 'reference') bindPattern(walk, { start, end, value });
    else {
      useAsData(walk, value);
      if (!isSettable(walk, start, end) && (leadsOut(target) || (end - start > 1 && beginsOutside(walk, start))))
        walk.isUnderstood = false;
    }
  }
}

/** True for a target that is part of the language or a module: giving it another value changes what names mean. */
function leadsOut(target: CodeValue): boolean {
  return target.kind === 'reference' || (target.kind === 'method' && leadsOut(target.receiver));
}

/** What a program sets to say how it ends, by its tokens. */
const SETTABLE = new Set(['process . exitCode', 'module . exports']);

function isSettable({ program, bindings }: CodeWalk, start: number, end: number): boolean {
  const tokens = end - start === 3 ? program.tokens.slice(start, end).map((token) => token.text) : [];
  return SETTABLE.has(tokens.join(' ')) && !bindings.has(tokens[0] as string);
}

/** True for a target that begins with a name of the language or a module, such as an element of the environment. */
function beginsOutside(walk: CodeWalk, start: number): boolean {
  const first = walk.program.tokens[start];
  if (first?.kind !== 'name' && first?.kind !== 'variable') return false;
  const bound = walk.bindings.get(first.text);
  return bound === undefined
    ? walk.dialect.knowledge.roots.has(first.text) && !walk.dialect.knowledge.settable.has(first.text)
    : bound.kind === 'reference';
}

/** Gives a name of the program a value. A reference keeps its meaning only under a name that never has another one. */
export function bindName(walk: CodeWalk, name: string, value: CodeValue): void {
  const isShared = walk.counts.has(EVERY_NAME) || (value.kind === 'list' && walk.counts.has(EVERY_LIST));
  const isOnly = (walk.counts.get(name) ?? 0) <= 1 && !isShared;
  if (changesMeaning(walk, name, value)) walk.isUnderstood = false;
  if (value.kind === 'own') walk.ownNames.add(name);
  if (value.kind === 'reference' || value.kind === 'method') {
    if (!isOnly || value.kind === 'method') useAsData(walk, value);
    walk.bindings.set(name, value);
  } else if (value.kind === 'none' || value.kind === 'name') walk.bindings.delete(name);
  else walk.bindings.set(name, isOnly || value.kind === 'data' || value.kind === 'foreign' ? value : DATA);
}

/** True where a name of the language gets a value that can do something, or one that the language itself uses. */
function changesMeaning(walk: CodeWalk, name: string, value: CodeValue): boolean {
  const { roots, calls, isForbidden } = walk.dialect.knowledge;
  if (isForbidden(name) || calls.has(`=${name}`)) return true;
  if (!roots.has(name) || value.kind === 'data' || value.kind === 'text') return false;
  return value.kind !== 'reference' || value.name !== name;
}

/** `{ a, b: c } = module`: each name stands for a member. */
function bindPattern(
  walk: CodeWalk,
  { start, end, value }: { readonly start: number; readonly end: number; readonly value: CodeValue },
): void {
  const inner = walk.program.tokens.slice(start + 1, end - 1);
  for (let at = 0; at < inner.length; at++) {
    const key = inner[at];
    const isRenamed = inner[at + 1]?.text === ':';
    const local = isRenamed ? inner[at + 2] : key;
    if (key?.kind !== 'name' || local?.kind !== 'name') {
      walk.isUnderstood = false;
      return;
    }
    bindName(walk, local.text, memberOf(walk, value, key.text));
    at += isRenamed ? 3 : 1;
    if (at < inner.length && inner[at]?.text !== ',') walk.isUnderstood = false;
  }
}
