import { spawn } from 'node:child_process';

const TIME_LIMIT_MS = 30_000;
const LARGEST_OUTPUT = 65_536;

/** How a program ended; `output` is what it wrote, at most 64 KB. */
export type Ended = { readonly code: number; readonly output: string };

/**
 * Runs a program with a text on its standard input; a secret never stands among its arguments, which every process can read.
 *
 * Raises an Error where it cannot be started, or does not end within 30 seconds.
 */
export function runWithInput(
  program: string,
  {
    args,
    input,
    path,
  }: { readonly args: readonly string[]; readonly input: string; readonly path: string | undefined },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...(path === undefined ? {} : { PATH: path }) };
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env, timeout: TIME_LIMIT_MS });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= LARGEST_OUTPUT) parts.push(part);
    });
    child.on('error', (error) => reject(new Error(`run ${program}: ${error.message}`)));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8') }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
