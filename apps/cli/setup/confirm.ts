import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * Asks the person at the terminal about one side effect. True only for a clear yes.
 *
 * Raises a usage error where nobody can be asked: nothing is done unasked, and nothing is silently left out. Raises `notOk` when the
 * question is broken off: then no other is asked either.
 */
export async function confirmEffect(
  terminal: Terminal,
  {
    question,
    isUsual,
    remedies,
    afterBreak = [],
  }: {
    readonly question: string;
    readonly isUsual: boolean;
    /** What to do where nobody can be asked. */
    readonly remedies: readonly string[];
    /** What to do where the question was broken off. */
    readonly afterBreak?: readonly string[];
  },
): Promise<boolean> {
  if (!terminal.isInteractive) {
    throw new CliError('usage', `${question} Found no terminal, want somebody to ask`, { remedies });
  }
  // Loaded only here: most commands ask nothing and should start fast.
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: isUsual });
  if (!isCancel(answer)) return answer;
  throw new CliError('notOk', 'ask: broken off; nothing more was changed', { remedies: afterBreak });
}
