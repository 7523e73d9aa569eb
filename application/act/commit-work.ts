import { CHECK_LIMITS } from '../../core/verify/check.ts';
import { checkEnvironment } from '../../core/verify/check-environment.ts';
import type { CommandResult } from '../../ports/command-runner.ts';
import { GatewayError } from '../gateway-error.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';

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

/** Prints where the repository is; also in a git that does not know `safe.bareRepository` (before 2.38). */
const FIND_REPOSITORY = ['rev-parse', '--absolute-git-dir'];

/** A commit: its message, and the paths whose present state it records. */
export type Commit = { readonly message: string; readonly paths: readonly string[] };

/**
 * Commits the present state of some paths on the branch that is checked out, without hooks and without signing.
 *
 * What else is staged stays so. The commit is made by the user's own git with the name and address it knows.
 */
export async function commitCall(run: OwnRun, { message, paths }: Commit): Promise<OwnOutcome> {
  const decided = await decideOwn(run, { args: { message, paths: [...paths] } });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, { paths: [...paths] });
  const actionId = decided.authorization.action.id;
  for (const words of [
    FIND_REPOSITORY,
    ['add', '--all', '--', ...paths],
    ['commit', '--quiet', '--no-verify', '--message', message, '--', ...paths],
  ]) {
    const result = await git(run, words);
    const problem = isDone(result) ? problemOf(run, words, result) : saidBy(result);
    if (problem !== null) {
      await reportOwn(run, actionId, { error: 'git' });
      throw new GatewayError('files.failed', `git ${words[0]}: ${problem}`);
    }
  }
  const head = await git(run, ['rev-parse', 'HEAD']);
  await reportOwn(run, actionId, { error: null });
  const commit = head.stdout.text.trim();
  return { ...decided, isDone: true, text: `Done: committed as ${commit}.`, detail: { commit, paths: [...paths] } };
}

function git({ context, call }: OwnRun, words: readonly string[]): Promise<CommandResult> {
  const { ports } = context;
  const environment = { ...checkEnvironment(ports.environment, { named: [] }), GIT_LITERAL_PATHSPECS: '1' };
  return ports.runner.run({
    argv: ['git', ...QUIET, ...words],
    cwd: call.workspace,
    environment: { ...environment, GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true' },
    limits: { timeoutMs: TIMEOUT_MS, outputBytes: CHECK_LIMITS.outputBytes },
    isOwn: true,
  });
}

/**
 * Files of the workspace that are laid out like a repository without a `.git` are none: their `config` would name programs that git
 * runs, and any file may be called so, while nothing may write into `.git`.
 */
function problemOf({ realWorkspace }: OwnRun, words: readonly string[], { stdout }: CommandResult): string | null {
  if (words !== FIND_REPOSITORY) return null;
  const repository = stdout.text.trim();
  if (realWorkspace !== repository && !realWorkspace.startsWith(`${repository}/`)) return null;
  return `found the workspace in the repository's own folder ${repository}, want a repository in a folder \`.git\``;
}

function isDone({ end }: CommandResult): boolean {
  return end.kind === 'exited' && end.exitCode === 0;
}

function saidBy({ end, stderr, stdout }: CommandResult): string {
  const said = (stderr.text.trim() || stdout.text.trim()).slice(0, 500);
  return `${end.kind === 'exited' ? `exit code ${end.exitCode}` : end.kind}${said === '' ? '' : `: ${said}`}`;
}
