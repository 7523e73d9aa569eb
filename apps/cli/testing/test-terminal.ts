import { PassThrough } from 'node:stream';
import type { Context } from '../command.ts';
import { COMMANDS } from '../command-table.ts';
import { readEnvironment } from '../environment.ts';
import { runCommand } from '../run-command.ts';
import { createTerminal } from '../terminal/terminal.ts';

/** A terminal that keeps what was written. */
export type TestTerminal = { readonly context: Context; readonly out: () => string; readonly err: () => string };

/** Makes a context over a home directory of its own; no terminal, no colours. */
export function createTestContext(
  homeDir: string,
  {
    variables = {},
    workDir = homeDir,
  }: { readonly variables?: Readonly<Record<string, string>>; readonly workDir?: string } = {},
): TestTerminal {
  let [out, err] = ['', ''];
  const environment = readEnvironment(
    { PATH: process.env['PATH'], HOME: homeDir, USER: 'tester', ...variables },
    workDir,
  );
  const terminal = createTerminal({
    input: new PassThrough(),
    output: { write: (text: unknown) => (out += String(text)) !== '' },
    errorOutput: { write: (text: unknown) => (err += String(text)) !== '' },
    plain: true,
  });
  return { context: { environment, terminal, commands: COMMANDS }, out: () => out, err: () => err };
}

/** What one command line did. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command line in this process. */
export async function run(
  args: readonly string[],
  {
    homeDir,
    ...options
  }: { readonly homeDir: string; readonly variables?: Readonly<Record<string, string>>; readonly workDir?: string },
): Promise<Ran> {
  const { context, out, err } = createTestContext(homeDir, options);
  const code = await runCommand(args, context);
  return { code, out: out(), err: err() };
}
