import { normalisePath } from '../../path/normalise-path.ts';
import { type Argument, isKnown, knownText } from './argument.ts';
import type { Output, RunContext } from './run-context.ts';
import type { ShellState } from './shell-state.ts';

type Around = { readonly state: ShellState; readonly context: RunContext };

/** Notes what a command writes into a file: whoever runs the file later in the text runs that. */
export function rememberFile(file: Argument, output: Output, around: Around): void {
  const path = pathOf(file, around);
  if (path !== null && output !== null && isKnown({ text: output })) around.context.documents.set(path, output);
}

/** What a file of this text holds: text, null where that is not known, undefined for a file it did not write. */
export function knownFile(file: Argument, around: Around): Output | undefined {
  const path = pathOf(file, around);
  return path === null ? undefined : around.context.documents.get(path);
}

function pathOf(file: Argument, { state, context }: Around): string | null {
  const text = knownText(file);
  if (text === null || (state.cwd === null && !text.startsWith('/'))) return null;
  return normalisePath(text, { cwd: state.cwd ?? '/', home: context.place.home });
}

/** Runs a file that this text wrote by its interpreter, as the system does: what its first line names, or a shell. */
export function runKnownFile(file: Argument, around: Around): void {
  const text = knownFile(file, around);
  if (typeof text !== 'string') return;
  const words = interpreterOf(text).map(
    (word): Argument => ({ ...file, text: word, isPattern: false, maySplit: false }),
  );
  const invocation = {
    words,
    stdin: { kind: 'text', text } as const,
    environment: new Map<string, string>(),
    at: file.span,
  };
  around.context.runCommand(invocation, around.state.fork(), around.context);
}

function interpreterOf(text: string): readonly string[] {
  const [first = ''] = text.split('\n', 1);
  const words = first.startsWith('#!')
    ? first
        .slice(2)
        .split(' ')
        .filter((word) => word !== '')
    : [];
  return words.length === 0 ? ['sh'] : words;
}
