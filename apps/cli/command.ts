import type { Environment } from './environment.ts';
import type { ExitCode, ProgramStatus } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What the shell can offer when a value is completed. */
export type Completion = 'file' | 'directory' | 'approval';

/** One option of a command. Wire style: long name with hyphens, at most one letter as short form. */
export type OptionSpec = {
  readonly name: string;
  readonly short?: string;
  /** What the value is called in help, in capitals; null for a switch. */
  readonly value: string | null;
  /** True when it may be given several times. */
  readonly multiple?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completion;
  readonly summary: string;
};

/** One value that stands without an option's name. */
export type OperandSpec = {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  /** True when it takes everything that is left. Only the last may. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completion;
};

/** A command line that works, and what it does. */
export type Example = { readonly line: string; readonly does: string };

/** What a command runs with. */
export type Context = {
  readonly environment: Environment;
  readonly terminal: Terminal;
  /** Every command: what help, completion and the reference are made from. */
  readonly commands: readonly Command[];
};

/** One command: everything that help, completion, the reference and the parser need, and what it does. */
export type Command = {
  /** The words that call it, for example `['approvals', 'list']`. */
  readonly path: readonly string[];
  readonly summary: string;
  /** More for `--help`, one paragraph an element. */
  readonly details?: readonly string[];
  readonly operands?: readonly OperandSpec[];
  readonly options?: readonly OptionSpec[];
  /** Where options that are not listed here are handed on to; without it they are refused. */
  readonly passesTo?: string;
  readonly examples: readonly Example[];
  readonly run: (invocation: Invocation, context: Context) => Promise<ExitCode | ProgramStatus>;
};

/** Options that every command has. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: 'json', value: null, summary: 'print JSON instead of text' },
  { name: 'no-color', value: null, summary: 'print without colours (so does NO_COLOR)' },
  { name: 'help', short: 'h', value: null, summary: 'show this help' },
];
