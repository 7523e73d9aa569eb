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

/** Where a repository is: its own folder, and the top of its files. */
type Repository = { readonly GIT_DIR: string; readonly GIT_WORK_TREE: string };

/**
 * Runs the user's own git in the workspace, on the gateway's behalf: paths are taken as they are, nobody is asked anything.
 * Raises `files.failed` with what git said where it does not end well.
 *
 * Git runs programs that a repository's settings name. Where a run may have made one in the workspace, git is told which repository
 * counts, and looks for no other.
 */
export async function runGit(
  run: OwnRun,
  words: readonly string[],
  { outputBytes = OUTPUT_BYTES }: { readonly outputBytes?: number } = {},
): Promise<GitAnswer> {
  const { context, realWorkspace } = run;
  const from = context.runFolders.findRepositoryFrom(realWorkspace);
  const repository = from === realWorkspace ? null : await repositoryFrom(run, from);
  return start(run, words, { folder: realWorkspace, repository, outputBytes });
}

/** The repository that git finds from a folder around the workspace: nothing below that folder is looked at. */
async function repositoryFrom(run: OwnRun, folder: string): Promise<Repository> {
  const words = ['rev-parse', '--absolute-git-dir', '--show-toplevel'];
  const { text } = await start(run, words, { folder, repository: null, outputBytes: OUTPUT_BYTES });
  const [gitFolder = '', top = ''] = text?.split('\n') ?? [];
  if (gitFolder.startsWith('/') && top.startsWith('/')) return { GIT_DIR: gitFolder, GIT_WORK_TREE: top };
  throw new GatewayError(
    'files.failed',
    `git rev-parse: found no repository with files in ${folder} or above, want one`,
  );
}

type Place = { readonly folder: string; readonly repository: Repository | null; readonly outputBytes: number };

async function start(
  { context: { ports } }: OwnRun,
  words: readonly string[],
  { folder, repository, outputBytes }: Place,
): Promise<GitAnswer> {
  const environment = { ...checkEnvironment(ports.environment, { named: [] }), GIT_LITERAL_PATHSPECS: '1' };
  const { end, stdout, stderr } = await ports.runner.run({
    argv: ['git', ...QUIET, ...words],
    cwd: folder,
    environment: { ...environment, GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true', ...repository },
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
