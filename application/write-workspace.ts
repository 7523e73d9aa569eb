import type { JsonObject } from '../core/encoding/json.ts';
import type { ChangeBounds } from '../core/workspace/check-change-set.ts';
import type { EntryChange } from '../core/workspace/entry-change.ts';
import { FilesError } from '../ports/workspace-files.ts';
import type { FlowContext } from './flow-context.ts';
import { GatewayError } from './gateway-error.ts';

/** A change of a workspace by the gateway itself. */
export type WorkspaceWrite = {
  readonly root: string;
  readonly changes: readonly EntryChange[];
  /** Who had it made. */
  readonly by: string;
  readonly action?: string;
  readonly session?: string;
  /** How much it may be; the usual bounds of one change where nothing is said. */
  readonly bounds?: ChangeBounds;
  /** What is said of it in the log, beside the number of changes. */
  readonly record: JsonObject;
};

/** How much bringing an earlier state back may be: a whole workspace, which only its snapshots bound. */
export const RESTORE_BOUNDS: ChangeBounds = {
  maxChanges: 200_000,
  maxFileBytes: 50 * 1024 * 1024,
  maxTotalBytes: 8 * 1024 ** 3,
};

/** Most paths that are named in the payload of a record. */
const MAX_NAMED = 10_000;

/**
 * Changes files of a workspace, on record: what is about to be done before, what became of it after.
 *
 * Answers the place of the first record. Nothing is written where it cannot be recorded. Raises `files.*` as the file
 * gateway does; then everything is as before, unless the code is `files.inconsistent`.
 */
export async function writeWorkspace(context: FlowContext, write: WorkspaceWrite): Promise<number> {
  const { files } = context.ports.workspaces;
  const id = context.ports.randomness.uuid(context.ports.clock.nowMs());
  const logIndex = await note(context, write, {
    ...write.record,
    change: id,
    paths: write.changes.length,
    stage: 'begun',
  });
  try {
    await files.apply(write.root, {
      id,
      changes: write.changes,
      ...(write.bounds === undefined ? {} : { bounds: write.bounds }),
    });
  } catch (error) {
    const code = error instanceof FilesError ? error.code : 'files.failed';
    await note(context, { ...write, changes: [] }, { change: id, result: code, stage: 'failed' });
    throw refusalOf(error, code);
  }
  await note(context, { ...write, changes: [] }, { change: id, result: 'completed', stage: 'ended' });
  return logIndex;
}

async function note(
  context: FlowContext,
  { by, action, session, root, changes }: WorkspaceWrite,
  data: JsonObject,
): Promise<number> {
  const outcome = await context.sequencer.append({
    entries: [
      {
        entry: {
          type: 'workspace.changed',
          atMs: context.ports.clock.nowMs(),
          actor: by,
          session: session ?? null,
          action: action ?? null,
          data,
        },
        payload: changes.length === 0 ? null : JSON.stringify({ root, changes: changes.slice(0, MAX_NAMED) }),
      },
    ],
    changes: () => [],
  });
  if (outcome.ok) return outcome.firstIndex;
  throw new GatewayError('log.unwritable', `record a change of ${root}: ${outcome.conflict}`);
}

/** A failure of the file gateway as callers of flows see it. */
function refusalOf(error: unknown, code: FilesError['code']): GatewayError {
  const message = error instanceof Error ? error.message : 'change files: the file gateway failed';
  const remedies = {
    'files.drifted': ['Read the files again and plan anew.'],
    'files.inconsistent': ['A person must look: `countersign checkpoint list` shows what the files were.'],
    'files.locked': ['Try again when the other change has ended.'],
    'files.invalid': ['Leave one of the changes that do not go together out.'],
    'files.no-space': ['Free space on the disk, or purge old checkpoints.'],
  } as const satisfies { readonly [Code in FilesError['code']]?: readonly string[] };
  return new GatewayError(code, message, {
    remedies: (remedies as { [code: string]: readonly string[] })[code] ?? [],
    cause: error,
  });
}
