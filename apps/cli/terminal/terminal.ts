import type { ReadStream, WriteStream } from 'node:tty';
import { createStyle, type Style } from './style.ts';

/** A narrower terminal is treated as one of this width. */
const LEAST_COLUMNS = 40;

/** The input as the CLI uses it: a terminal's keyboard, or whatever was piped in. */
export type Input = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'isRaw' | 'setRawMode'>>;

/** An output as the CLI uses it. */
export type Output = Pick<WriteStream, 'write'> &
  Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows' | 'on' | 'off'>>;

/** Where the CLI reads and writes. Results go to `out`; errors, questions and progress go to `err`. */
export type Terminal = {
  readonly input: Input;
  readonly output: Output;
  readonly errorOutput: Output;
  /** Writes a line, or several, to standard output. */
  readonly out: (text: string) => void;
  /**
   * Writes an object as JSON to standard output: indented, or on one line for streams.
   *
   * Never a bare list: what a command lists stands in an object under its name, so that more can be said beside it later.
   */
  readonly json: <Value extends object>(
    value: Value extends readonly unknown[] ? never : Value,
    form?: 'block' | 'line',
  ) => void;
  /** Writes a line to standard error. */
  readonly err: (text: string) => void;
  /** For standard output. */
  readonly style: Style;
  /** For standard error. */
  readonly errorStyle: Style;
  /** True when a person sits at both ends. */
  readonly isInteractive: boolean;
  /** True when standard error is a terminal, so that progress may be drawn over itself. */
  readonly drawsProgress: boolean;
  /** Width of standard output; 80 when it is no terminal. */
  readonly columns: () => number;
};

/** How wide a line may be where it is shown: as wide as the terminal; without end in a pipe or a file, where a row is one line. */
export function roomOf(output: Output): number {
  return output.isTTY === true ? Math.max(LEAST_COLUMNS, output.columns ?? 80) : Number.POSITIVE_INFINITY;
}

/** The three streams of a process and whether styling is refused. */
export type TerminalParts = {
  readonly input: Input;
  readonly output: Output;
  readonly errorOutput: Output;
  readonly plain: boolean;
};

/** Makes a terminal of a process's streams. */
export function createTerminal({ input, output, errorOutput, plain }: TerminalParts): Terminal {
  return {
    input,
    output,
    errorOutput,
    out: (text) => void output.write(`${text}\n`),
    json: (value, form = 'block') => void output.write(`${JSON.stringify(value, null, form === 'block' ? 2 : 0)}\n`),
    err: (text) => void errorOutput.write(`${text}\n`),
    style: createStyle(!plain && output.isTTY === true),
    errorStyle: createStyle(!plain && errorOutput.isTTY === true),
    isInteractive: input.isTTY === true && output.isTTY === true,
    drawsProgress: errorOutput.isTTY === true && !plain,
    columns: () => Math.min(Math.max(output.columns ?? 80, LEAST_COLUMNS), 160),
  };
}
