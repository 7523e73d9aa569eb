/**
 * What the examples have in common: the gateway they ask, two ordinary tools, and what a model would do with them.
 *
 * The gateway's address and the agent's token come from the environment, as a user would give them: `COUNTERSIGN_URL` and
 * `COUNTERSIGN_TOKEN`.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { AdapterOptions } from '@countersign/sdk/call-desk';
import { CountersignClient } from '@countersign/sdk/client';

/** How the calls of an example are proposed. `session` names it in the gateway's log. */
export function gatewayOptions(session: string): AdapterOptions {
  const { COUNTERSIGN_URL: baseUrl = 'http://127.0.0.1:7391', COUNTERSIGN_TOKEN: token = null } = process.env;
  return {
    client: new CountersignClient({ baseUrl, token }),
    session,
    cwd: process.cwd(),
    // The gateway knows what these two do from their arguments. A tool of your own is declared in the policy, under `tools`.
    toolOf: (name) => ({ name: name === 'run_command' ? 'Bash' : 'Read', origin: 'builtin:claude-code' }),
  };
}

/** The tool `read_file`. */
export function readText({ file_path: path }: { readonly file_path: string }): Promise<string> {
  return readFile(path, 'utf8');
}

/** The tool `run_command`. */
export async function runCommand({ command }: { readonly command: string }): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return stdout;
}

/** A call that the scripted model makes. */
export type ScriptedCall = {
  readonly id: string;
  readonly tool: string;
  readonly args: { readonly [name: string]: string };
};

/** What the scripted model does, a call a turn: a read, something dangerous, and something that a person must look at. */
export const SCRIPT: readonly ScriptedCall[] = [
  { id: 'call-1', tool: 'read_file', args: { file_path: 'notes.txt' } },
  { id: 'call-2', tool: 'run_command', args: { command: 'rm -rf /' } },
  { id: 'call-3', tool: 'run_command', args: { command: 'sh ./check.sh' } },
];

/** Prints what the model was told about a call. */
export function show(call: string, told: unknown): void {
  process.stdout.write(`${call}: ${typeof told === 'string' ? told : JSON.stringify(told)}\n`);
}
