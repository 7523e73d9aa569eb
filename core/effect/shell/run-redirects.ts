import { type Argument, isKnown } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { expandToText, expandWord } from './expand-word.ts';
import type { Expansion } from './expansion.ts';
import { floorOfTargets } from './hard-floor-commands.ts';
import { knownFile } from './known-files.ts';
import { placeOfFinding, type RunContext, type Stream, UNKNOWN_INPUT } from './run-context.ts';
import type { ShellState } from './shell-state.ts';
import type { Redirect } from './syntax.ts';

type RedirectRun = { readonly expansion: Expansion; readonly state: ShellState; readonly context: RunContext };

/** What redirections do: files that are read and written, and what the command reads and prints from then on. */
export type Redirected = {
  /** Null where its input is what it was. */
  readonly input: Stream | null;
  /** True where what it prints goes into a file. */
  readonly isSilent: boolean;
};

/** Analyses the redirections of a command in their order. */
export function analyseRedirects(redirects: readonly Redirect[], run: RedirectRun): Redirected {
  let input: Stream | null = null;
  let isSilent = false;
  for (const redirect of redirects) {
    const { operator, descriptor, word } = redirect;
    if (operator.startsWith('<<')) {
      input = documentOf(redirect, run);
      continue;
    }
    const [target] = expandWord(word, run.expansion);
    if (target === undefined) continue;
    for (const use of USES[operator] ?? (['write'] as const)) useFile(use, { target, redirect }, run);
    if (operator === '<' || operator === '<&') {
      if ((descriptor ?? 0) === 0) input = streamOf(target, run);
    } else if (operator !== '<>') isSilent ||= (descriptor ?? 1) === 1 && operator !== '>&' && !isDevice(target);
  }
  return { input, isSilent };
}

/** What a redirection does with its file; every other one writes. */
const USES: { readonly [operator: string]: readonly ('read' | 'write')[] } = {
  '<': ['read'],
  '<&': ['read'],
  '<>': ['read', 'write'],
};

/** What a file holds where it is the output of a process substitution; nobody knows of any other. */
function streamOf(target: Argument, { state, context }: RedirectRun): Stream {
  const document = target.text.startsWith('/dev/fd/') ? context.documents.get(target.text) : null;
  if (typeof document === 'string') return { kind: 'text', text: document };
  const remembered = knownFile(target, { state, context });
  return typeof remembered === 'string' ? { kind: 'unknown', remembered } : UNKNOWN_INPUT;
}

/** What goes into a device may come out again where the command would print: `/dev/stdout`, `/dev/fd/1`. */
function isDevice({ text }: Argument): boolean {
  return text !== '/dev/null' && (text.startsWith('/dev/') || text.startsWith('/proc/'));
}

function documentOf({ operator, word }: Redirect, { expansion }: RedirectRun): Stream {
  const text = expandToText(word, expansion);
  if (operator === '<<<') return { kind: 'text', text: `${text}\n` };
  return { kind: 'text', text: operator === '<<-' ? withoutTabs(text) : text };
}

function withoutTabs(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      let start = 0;
      while (line[start] === '\t') start += 1;
      return line.slice(start);
    })
    .join('\n');
}

function useFile(
  use: 'read' | 'write',
  { target, redirect: { operator, span } }: { readonly target: Argument; readonly redirect: Redirect },
  { state, context }: RedirectRun,
): void {
  const isDescriptor = (operator === '>&' || operator === '<&') && isNumberOrDash(target.text);
  if (isDescriptor) return;
  const at = placeOfFinding(span, context);
  if (isSocket(target.text)) {
    const host = target.text.split('/')[3] ?? '';
    context.findings.add(
      effectsOfUse('connect', { ...target, text: host }, { cwd: state.cwd, command: target.text, context }),
      at,
    );
    return;
  }
  if (use === 'write' && isKnown(target))
    context.findings.forbid(floorOfTargets([target.text], { ...context.place, cwd: state.cwd }));
  context.findings.add(
    effectsOfUse(use, target, { cwd: state.cwd, command: `${operator} ${target.text}`, context }),
    at,
  );
}

/** Bash opens a connection for these names. */
function isSocket(text: string): boolean {
  return text.startsWith('/dev/tcp/') || text.startsWith('/dev/udp/');
}

function isNumberOrDash(text: string): boolean {
  return text === '-' || (text !== '' && [...text].every((character) => character >= '0' && character <= '9'));
}
