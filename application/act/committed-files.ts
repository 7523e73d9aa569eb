import type { InputProblem } from '../../core/action/parse-action.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import { type ChangedFile, checkSecrets, MAX_SEARCHED_BYTES } from '../../core/verify/check-secrets.ts';
import type { EntryState } from '../../core/workspace/entry-state.ts';
import { GatewayError } from '../gateway-error.ts';
import { lookAt } from './draft.ts';
import type { OwnRun } from './own-call.ts';
import { runGit } from './run-git.ts';

/** A path that a commit would record, relative to the workspace. */
export type PendingPath = {
  readonly path: string;
  /** Whether git knows nothing of it yet: it stands neither in the index nor in the last commit. */
  readonly isNew: boolean;
};

/** What is to be committed, seen at one moment. */
export type SeenFiles = {
  /** What stands at each path, by digest; null where nothing stands. */
  readonly digests: { readonly [path: string]: string | null };
  /** Secrets that would be committed for the first time, and what could not be searched for them. */
  readonly problems: readonly InputProblem[];
};

/** Prints where the repository is and where in it the workspace lies; also in a git that does not know `safe.bareRepository`. */
const FIND_REPOSITORY = ['rev-parse', '--absolute-git-dir', '--show-prefix'];
/** Without submodules: git looks for changes in one by running there, with the programs that its own settings name. */
const LIST_CHANGES = [
  'status',
  '--porcelain=v1',
  '-z',
  '--untracked-files=all',
  '--no-renames',
  '--ignore-submodules=all',
];

/**
 * The changed files at and below some paths, as git tells; what it ignores and what submodules hold is not among them. Changes nothing. Raises
 * `plan.invalid` where nothing is changed or too much, `files.failed` where there is no repository.
 */
export async function pendingPaths(
  run: OwnRun,
  paths: readonly string[],
  { max }: { readonly max: number },
): Promise<readonly PendingPath[]> {
  const [repository = '', prefix = ''] = (await runGit(run, FIND_REPOSITORY)).text?.split('\n') ?? [];
  refuseInner(run, repository);
  const { text } = await runGit(run, ['--no-optional-locks', ...LIST_CHANGES, '--', ...paths]);
  const records = text?.split('\0').filter((record) => record !== '') ?? null;
  if (records === null || records.length > max)
    throw new GatewayError('plan.invalid', `commit: found more than ${max} changed files, want at most ${max}`);
  if (records.length === 0)
    throw new GatewayError(
      'plan.invalid',
      'commit: found no change at these paths that git does not ignore, want one',
      {
        remedies: ['Name paths that were changed since the last commit.'],
      },
    );
  return records.map((record) => {
    const path = record.slice(3);
    if (path.endsWith('/'))
      throw new GatewayError(
        'plan.invalid',
        `commit: found a repository of its own in ${path}, want files of this one`,
        {
          remedies: ['Leave it out: name the files beside it.'],
        },
      );
    return { path: path.startsWith(prefix) ? path.slice(prefix.length) : path, isNew: record.startsWith('??') };
  });
}

/**
 * Files of the workspace that are laid out like a repository without a `.git` are none: their `config` would name programs that git
 * runs, and any file may be called so, while nothing may write into `.git`.
 */
function refuseInner({ realWorkspace }: OwnRun, repository: string): void {
  if (realWorkspace !== repository && !realWorkspace.startsWith(`${repository}/`)) return;
  const found = `found the workspace in the repository's own folder ${repository}`;
  throw new GatewayError('files.failed', `git rev-parse: ${found}, want a repository in a folder \`.git\``);
}

/**
 * Reads what would be committed, file by file, none of it kept. A secret counts that the last commit does not hold in the same
 * file. Raises `files.*` for what cannot be read.
 */
export function seeFiles(run: OwnRun, pending: readonly PendingPath[]): Promise<SeenFiles> {
  const { files } = run.context.ports.workspaces;
  return run.drafts.take(async () => {
    const digests: { [path: string]: string | null } = {};
    const problems: InputProblem[] = [];
    for (const one of pending) {
      const { state, content } = await lookAt(files, { root: run.realWorkspace, path: one.path });
      digests[one.path] = digestOf(run, state);
      if (content !== null) problems.push(...(await secretsIn(run, one, content)));
    }
    return { digests, problems };
  });
}

function digestOf({ context, salt }: OwnRun, state: EntryState): string | null {
  if (state.kind === 'file') return state.sha256;
  return state.kind === 'absent' ? null : `${state.kind}:${toHex(context.ports.hash(salt + JSON.stringify(state)))}`;
}

async function secretsIn(
  run: OwnRun,
  { path, isNew }: PendingPath,
  after: Uint8Array,
): Promise<readonly InputProblem[]> {
  const { context, call } = run;
  const { allowsSecret = null } = context.policies.forWorkspace(call.workspace).policy;
  const rules = { allowsSecret, places: { home: context.settings.home, workspace: call.workspace } };
  const check = (file: ChangedFile): ReturnType<typeof checkSecrets> => checkSecrets([file], rules);
  const whole = check({ path, before: null, after });
  if (whole.result.status === 'passed') return [];
  const before = isNew || whole.findings.length === 0 ? null : await committed(run, path);
  const { result, findings } = before === null ? whole : check({ path, before, after });
  if (findings.length === 0 && result.status === 'passed') return [];
  if (findings.length === 0)
    return [
      {
        path,
        found: `a file of ${after.length} bytes`,
        wanted: `at most ${MAX_SEARCHED_BYTES}, to search for secrets`,
      },
    ];
  return findings.map(({ line, kind }) => ({
    path: `${path}:${line}`,
    found: kind,
    wanted: 'no secret that the last commit does not hold',
  }));
}

/** The content of the last commit; null where it has none, or where git cannot tell. */
async function committed(run: OwnRun, path: string): Promise<Uint8Array | null> {
  try {
    const { text } = await runGit(run, ['show', `HEAD:./${path}`], { outputBytes: MAX_SEARCHED_BYTES });
    return text === null ? null : toUtf8(text);
  } catch {
    return null;
  }
}
