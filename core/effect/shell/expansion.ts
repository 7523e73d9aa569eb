import type { ShellState } from './shell-state.ts';
import type { Statement } from './syntax.ts';

/** What expanding a word needs: the state it reads, and what runs a script inside it and answers what that prints. */
export type Expansion = {
  readonly state: ShellState;
  readonly home: string;
  /** The text a substitution becomes, `UNKNOWN` in it where it is not known. */
  readonly substitute: (body: readonly Statement[]) => string;
  /** Takes characters from the budget; false where there are not as many left, so that the text is not known. */
  readonly take: (count: number) => boolean;
  /** Runs the script of a process substitution; answers the argument that stands for its file. */
  readonly process: (body: readonly Statement[], direction: '<' | '>') => string;
};
