import { CHECK_LIMITS } from '../../core/verify/check.ts';
import { checkEnvironment } from '../../core/verify/check-environment.ts';
import { GatewayError } from '../gateway-error.ts';
import type { OwnRun } from './own-call.ts';

const TIMEOUT_MS = 60_000;

/** What git may not do here: run hooks, watchers, pagers, editors or signers that a repository names. */
const QUIET = [
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'commit.gpgSign=false'],
  ...['-c', 'core.pager=cat'],
  ...['-c', 'gc.auto=0'],
  ...['-c', 'maintenance.auto=false'],
  ...['-c', 'safe.bareRepository=explicit'],
];

/** What git printed: whole, or null where it was more than is kept. */
export type GitAnswer = { readonly text: string | null };

/** What git prints at most, in bytes, where nothing else is said. */
const OUTPUT_BYTES = CHECK_LIMITS.outputBytes;

/**
 * Runs the user's own git in the workspace, on the gateway's behalf: paths are taken as they are, nobody is asked anything.
 * Raises `files.failed` with what git said where it does not end well.
 */
export async function runGit(
  { context, realWorkspace }: OwnRun,
  words: readonly string[],
  { outputBytes = OUTPUT_BYTES }: { readonly outputBytes?: number } = {},
): Promise<GitAnswer> {
  const { ports } = context;
  const environment = { ...checkEnvironment(ports.environment, { named: [] }), GIT_LITERAL_PATHSPECS: '1' };
  const { end, stdout, stderr } = await ports.runner.run({
    argv: ['git', ...QUIET, ...words],
    cwd: realWorkspace,
    environment: { ...environment, GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true' },
    limits: { timeoutMs: TIMEOUT_MS, outputBytes },
    isOwn: true,
  });
  if (end.kind === 'exited' && end.exitCode === 0) return { text: stdout.sizeBytes > outputBytes ? null : stdout.text };
  const said = (stderr.text.trim() || stdout.text.trim()).slice(0, 500);
  const how = end.kind === 'exited' ? `exit code ${end.exitCode}` : end.kind;
  throw new GatewayError('files.failed', `git ${verbOf(words)}: ${how}${said === '' ? '' : `: ${said}`}`);
}

function verbOf(words: readonly string[]): string {
  return words.find((word) => !word.startsWith('-')) ?? '';
}
