import type { JSX } from 'preact';
import type { WireParsedPart } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { VisibleText } from './visible-text.tsx';

/** What stands between a part and the one before it, in words. */
const JOINED: { readonly [operator: string]: string } = {
  '|': 'its output goes to',
  '|&': 'its output and errors go to',
  '&&': 'then, if that worked',
  '||': 'else, if that failed',
};

/** What a part is, in words; parts without an entry here only hold others. */
const KINDS: { readonly [kind: string]: string } = {
  background: 'in the background',
  subshell: 'in a shell of its own',
  condition: 'if',
  else: 'otherwise',
  loop: 'again and again',
  for: 'for each',
  case: 'depending on',
  branch: 'where it is',
  function: 'names as a function',
  test: 'tests',
  assignment: 'sets',
  redirection: 'with',
  document: 'with text of the line',
  substitution: 'before that, for its output',
};
const HOLDERS = ['pipeline', 'and-or', 'group', 'then', 'body', 'if'];

/** How the gateway reads a shell line: what runs after what, and which part has which effect. Nothing where an action has no shell text. */
export function ParseView({ actionId }: { readonly actionId: string }): JSX.Element | null {
  const parsed = useLoaded(() => client().reading.parsedAction(actionId), { keys: [actionId] });
  const found = parsed.value.value;
  if (found === undefined || found.parts === null) return null;
  return (
    <section class="parse" aria-label="How the gateway reads it">
      <p class="parse-head">How the gateway reads it</p>
      <Parts parts={nested(found.parts)} />
      {found.problem === null ? null : (
        <p class="parse-problem">
          {found.problem === 'incomplete'
            ? 'The line ends before something that it began: a shell would not run all of it.'
            : 'A shell would report an error in it.'}
        </p>
      )}
      {found.complete ? null : <p class="parse-problem">There is more than is shown here.</p>}
    </section>
  );
}

/** A part with those that stand within it. */
type PartTree = WireParsedPart & { readonly children: readonly PartTree[] };

function nested(parts: readonly WireParsedPart[], depth = 0): readonly PartTree[] {
  const starts = parts.flatMap((part, index) => (part.depth === depth ? [index] : []));
  return starts.flatMap((at, order) => {
    const part = parts[at];
    const within = parts.slice(at + 1, starts[order + 1] ?? parts.length);
    return part === undefined ? [] : [{ ...part, children: nested(within, depth + 1) }];
  });
}

function Parts({ parts, start }: { readonly parts: readonly PartTree[]; readonly start?: string }): JSX.Element {
  return (
    <ol class="parse-parts">
      {parts.map((part, index) => (
        <Part key={index} part={part} joined={joinedBy(part, index, start)} />
      ))}
    </ol>
  );
}

function joinedBy({ kind, operator }: WireParsedPart, index: number, start = ''): string {
  if (operator !== '') return JOINED[operator] ?? operator;
  if (index === 0) return start;
  return kind === 'command' || HOLDERS.includes(kind) ? 'then' : '';
}

function Part({ part, joined }: { readonly part: PartTree; readonly joined: string }): JSX.Element {
  const { kind, children } = part;
  if (HOLDERS.includes(kind)) {
    return (
      <li class="parse-holder">
        <Parts parts={children} start={joined} />
      </li>
    );
  }
  const said = [joined, KINDS[kind] ?? ''].filter((words) => words !== '').join(', ');
  return (
    <li class={`parse-part ${kind}`}>
      <span class="parse-row">
        {said === '' ? null : <span class="parse-join">{said}</span>}
        <PartText part={part} />
        {part.effects.length === 0 ? null : <span class="parse-effects mono">{part.effects.join(', ')}</span>}
      </span>
      {children.length === 0 ? null : <Parts parts={children} />}
    </li>
  );
}

function PartText({ part: { kind, text, program } }: { readonly part: WireParsedPart }): JSX.Element | null {
  if (text === '') return null;
  if (kind !== 'command') {
    return (
      <code>
        <VisibleText text={text} />
      </code>
    );
  }
  const end = text.indexOf(' ');
  const [first, rest] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
  return (
    <code>
      <b class={program === null ? 'unknown' : ''} title={program === null ? 'Only known when it runs' : undefined}>
        <VisibleText text={first} />
      </b>
      <VisibleText text={rest} />
    </code>
  );
}
