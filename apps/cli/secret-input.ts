import { CliError } from './cli-error.ts';
import type { Terminal } from './terminal/terminal.ts';

const LARGEST_INPUT = 1_048_576;

/**
 * Reads something secret: from standard input where it is piped in, without the line break at its end; else it is asked for, and
 * what is typed is not shown.
 *
 * Never from an argument: the list of processes and the shell's history would hold it. Raises a usage error for nothing, and
 * `notOk` where the question is broken off.
 */
export async function readSecretInput(
  terminal: Terminal,
  { question }: { readonly question: string },
): Promise<string> {
  const text = terminal.input.isTTY === true ? await ask(question) : withoutBreak(await readAll(terminal));
  if (text !== '') return text;
  throw new CliError('usage', `${question}: found nothing, want it typed or on standard input`, {
    remedies: ['Type it at a terminal, or pipe it in: `printf %s "$VALUE" | countersign …`.'],
  });
}

async function ask(question: string): Promise<string> {
  const { password, isCancel } = await import('@clack/prompts');
  const answer = await password({ message: question });
  if (!isCancel(answer)) return answer ?? '';
  throw new CliError('notOk', 'ask: broken off; nothing was changed');
}

async function readAll({ input }: Terminal): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST_INPUT)
      throw new CliError('usage', `read standard input: found more than ${LARGEST_INPUT} bytes`);
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What a shell writes ends with a line break that is none of the value. */
function withoutBreak(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
