import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { sameJson } from '../../core/encoding/same-json.ts';
import { GatewayError } from '../gateway-error.ts';
import { type PendingPath, pendingPaths, type SeenFiles, seeFiles } from './committed-files.ts';
import { mayLook } from './may-look.ts';
import { decideOwn, foreseeOwn, notDone, type OwnOutcome, type OwnRun, refuseInvalid, reportOwn } from './own-call.ts';
import { refuseProposal } from './refuse-proposal.ts';
import { runGit } from './run-git.ts';

/** Most files that one commit records. */
const MAX_FILES = 1_000;

/** A commit: its message, and the paths whose present state it records. */
export type Commit = { readonly message: string; readonly paths: readonly string[] };

/**
 * Commits the present state of some paths on the branch that is checked out, without hooks and without signing.
 *
 * It is decided on the files that git would record and on their contents: an approval is for exactly these. A secret that the last
 * commit does not hold is refused, with every other. What else is staged stays so, and a commit that fails stages nothing. The
 * commit is made by the user's own git with the name and address it knows.
 */
export async function commitCall(run: OwnRun, { message, paths }: Commit): Promise<OwnOutcome> {
  const asked = { message, paths: [...paths] };
  // What is stopped anyway is denied as it stands, and neither git nor a file is looked at for it.
  const isStopped = (await foreseeOwn(run, { tool: run.call.tool, args: asked })).verdict === 'deny';
  const pending = isStopped ? [] : await pendingPaths(run, paths, { max: MAX_FILES });
  const seen = isStopped ? null : await seeFiles(run, pending);
  const named = pending.map(({ path }) => path);
  const looking = await mayLook(run, { args: { message, paths: named }, paths: named });
  const isOpen = seen !== null && looking === 'openly';
  if (seen !== null && isOpen && seen.problems.length > 0)
    return refuseProposal(run, { what: 'commit', problems: seen.problems });
  const args = seen === null ? asked : { message, paths: named, contents: contentsOf(run, { seen, isOpen }) };
  const decided = await decideOwn(run, { args });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, { paths: args.paths });
  const actionId = decided.authorization.action.id;
  try {
    const files = await asDecided(run, { paths, seen });
    const commit = await makeCommit(run, { message, pending: files });
    await reportOwn(run, actionId, { error: null });
    const detail = { commit, paths: files.map(({ path }) => path) };
    return { ...decided, isDone: true, text: `Done: committed as ${commit}.`, detail };
  } catch (error) {
    const isRefusal = error instanceof GatewayError && error.code === 'plan.invalid';
    await reportOwn(run, actionId, { error: isRefusal ? 'plan.invalid' : 'git' }).catch(() => undefined);
    throw error;
  }
}

/** Digests of contents that an agent may not read are salted: nobody can try which text they are of. */
function contentsOf(
  { context, salt }: OwnRun,
  { seen, isOpen }: { readonly seen: SeenFiles; readonly isOpen: boolean },
): JsonObject {
  if (isOpen) return seen.digests;
  const salted = (digest: string | null): string => toHex(context.ports.hash(`${salt}${digest}`));
  return Object.fromEntries(Object.entries(seen.digests).map(([path, digest]) => [path, salted(digest)]));
}

/**
 * What is to be committed now. While a person is asked, files may change, and others may come; what was decided without being
 * looked at was decided for whatever stands there.
 */
async function asDecided(
  run: OwnRun,
  { paths, seen }: Pick<Commit, 'paths'> & { readonly seen: SeenFiles | null },
): Promise<readonly PendingPath[]> {
  const pending = await pendingPaths(run, paths, { max: MAX_FILES });
  const found = await seeFiles(run, pending);
  if (seen !== null && !sameJson(found.digests, seen.digests))
    throw new GatewayError('plan.invalid', 'commit: found other contents than were decided on, want the same', {
      remedies: ['Propose it again as things stand now.'],
    });
  if (found.problems.length > 0) refuseInvalid('commit', found.problems);
  return pending;
}

/** Git takes what it does not know yet only once it was told of it; that is taken back where there is no commit. */
async function makeCommit(
  run: OwnRun,
  { message, pending }: Pick<Commit, 'message'> & { readonly pending: readonly PendingPath[] },
): Promise<string> {
  const fresh = pending.filter(({ isNew }) => isNew).map(({ path }) => path);
  try {
    if (fresh.length > 0) await runGit(run, ['add', '--intent-to-add', '--', ...fresh]);
    const named = pending.map(({ path }) => path);
    // Where nothing is left to commit git would look into every submodule, to say so.
    const quietly = ['--quiet', '--no-verify', '--allow-empty'];
    await runGit(run, ['commit', ...quietly, '--message', message, '--', ...named]);
  } catch (error) {
    if (fresh.length > 0) await runGit(run, ['reset', '--quiet', '--', ...fresh]).catch(() => undefined);
    throw error;
  }
  return (await runGit(run, ['rev-parse', 'HEAD'])).text?.trim() ?? '';
}
