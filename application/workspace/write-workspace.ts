import type { JsonObject } from '../../core/encoding/json.ts';
import type { ChangeBounds } from '../../core/workspace/check-change-set.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { invertChanges } from '../../core/workspace/merge-changes.ts';
import { type ChangeRequest, FilesError } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';

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
  /** Whether files with further names (hard links) may be replaced or removed: the other names keep what they hold. */
  readonly mayHaveOtherNames?: boolean;
  /** What is said of it in the log, beside the number of changes. */
  readonly record: JsonObject;
  /** What is kept beside that record, with the changes; it may name paths. */
  readonly beside?: JsonObject;
  /** True for what takes a change back: it stands even where its end cannot be recorded. */
  readonly standsUnrecorded?: boolean;
};

/** A change of a workspace that was made. */
export type WorkspaceWritten = {
  /** Place of its first record in the log. */
  readonly logIndex: number;
  /** Everything that was changed, with the folders that were made for it, by path. */
  readonly made: readonly EntryChange[];
};

/** How much bringing an earlier state back may be: a whole workspace, which only its snapshots bound. */
export const RESTORE_BOUNDS: ChangeBounds = {
  maxChanges: 200_000,
  maxFileBytes: 50 * 1024 * 1024,
  maxTotalBytes: 8 * 1024 ** 3,
};

/** Most paths that are named in the payload of a record. */
const MAX_NAMED = 10_000;
/** Most paths that a message names. */
const MAX_SHOWN = 10;

/** As `makeWritten`; answers the place of the first record. */
export async function writeWorkspace(context: FlowContext, write: WorkspaceWrite): Promise<number> {
  return (await makeWritten(context, write)).logIndex;
}

/**
 * Changes files of a workspace, on record: what is about to be done before, what became of it after.
 *
 * Nothing is written where it cannot be recorded, and what was written is taken back where its end cannot be. Raises `files.*` as
 * the file gateway does, and `log.unwritable`; then everything is as before, unless the code is `files.inconsistent`.
 */
export async function makeWritten(context: FlowContext, write: WorkspaceWrite): Promise<WorkspaceWritten> {
  const { files } = context.ports.workspaces;
  const id = context.ports.randomness.uuid(context.ports.clock.nowMs());
  const logIndex = await note(context, write, {
    ...write.record,
    change: id,
    paths: write.changes.length,
    stage: 'begun',
  });
  const end = { ...write, changes: [] };
  let made: readonly EntryChange[];
  try {
    made = await files.apply(write.root, { id, changes: write.changes, ...howOf(write) });
    context.closed.forget(write.root, context.ports.clock.nowMs());
  } catch (error) {
    noteClosed(context, write.root, error);
    const refusal = asGatewayError(error);
    // The note of a failure never takes the place of the failure.
    await note(context, end, { change: id, result: refusal.code, stage: 'failed' }).catch(() => undefined);
    throw refusal;
  }
  try {
    await note(context, end, { change: id, result: 'completed', stage: 'ended' });
  } catch (error) {
    if (write.standsUnrecorded !== true) await takeBackUnrecorded(context, write, { made, cause: error });
    throw error;
  }
  return { logIndex, made };
}

/** Only the file gateway's own word closes a workspace: a change that merely stands is another thing. */
function noteClosed({ closed, ports }: FlowContext, root: string, error: unknown): void {
  closed.noteFailure(error, { root, atMs: ports.clock.nowMs() });
}

function howOf({ bounds, mayHaveOtherNames }: WorkspaceWrite): Pick<ChangeRequest, 'bounds' | 'mayHaveOtherNames'> {
  return {
    ...(bounds === undefined ? {} : { bounds }),
    ...(mayHaveOtherNames === undefined ? {} : { mayHaveOtherNames }),
  };
}

/** The log does not say that the change was made, so it must not be. Raises what stands where that fails. */
async function takeBackUnrecorded(
  context: FlowContext,
  write: WorkspaceWrite,
  { made, cause }: { readonly made: readonly EntryChange[]; readonly cause: unknown },
): Promise<void> {
  const { ports } = context;
  const id = ports.randomness.uuid(ports.clock.nowMs());
  try {
    await ports.workspaces.files.apply(write.root, { id, changes: invertChanges(made), ...howOf(write) });
  } catch (error) {
    noteClosed(context, write.root, error);
    const why = `its end cannot be recorded (${messageOf(cause)}), and it cannot be taken back (${messageOf(error)})`;
    throw new GatewayError(
      'files.inconsistent',
      `change ${write.root}: found that the change of ${namedPaths(made)} stands although ${why}`,
      { remedies: ['A person must look: `countersign checkpoint list` shows what the files were.'], cause },
    );
  }
}

/**
 * What a caller is told where something failed after a change was made: that it was made, and which paths it is of. A failure
 * that already says what became of it stays as it is.
 */
export function failedAfterWrite(error: unknown, made: readonly { readonly path: string }[]): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError(
    'files.failed',
    `change files: found that the change of ${namedPaths(made)} was made, and that what comes after it failed: ${messageOf(error)}`,
    {
      remedies: [
        'Look at the files before anything else: they may stand as the change left them.',
        'See what they were with `countersign checkpoint list`.',
      ],
      cause: error,
    },
  );
}

/** Some paths of a change, for people. */
export function namedPaths(changes: readonly { readonly path: string }[]): string {
  const named = changes.slice(0, MAX_SHOWN).map(({ path }) => path);
  const more = changes.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it failed';
}

async function note(
  context: FlowContext,
  { by, action, session, root, changes, beside = {} }: WorkspaceWrite,
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
        payload:
          changes.length === 0 ? null : JSON.stringify({ ...beside, root, changes: changes.slice(0, MAX_NAMED) }),
      },
    ],
    changes: () => [],
  });
  if (outcome.ok) return outcome.firstIndex;
  throw new GatewayError('log.unwritable', `record a change of ${root}: ${outcome.conflict}`);
}

/** A failure of the file gateway as callers of flows see it; what is one already stays as it is. */
export function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const code = error instanceof FilesError ? error.code : 'files.failed';
  const message = error instanceof Error ? error.message : 'change files: the file gateway failed';
  const remedies = {
    'files.drifted': ['Read the files again and plan anew.'],
    'files.inconsistent': ['A person must look: `countersign checkpoint list` shows what the files were.'],
    'files.locked': ['Try again when the other change has ended.'],
    'files.failed': ['Put right what is named, such as permissions, and do it again.'],
    'files.invalid': ['Leave one of the changes that do not go together out.'],
    'files.no-space': ['Free space on the disk, or purge old checkpoints.'],
  } as const satisfies { readonly [Code in FilesError['code']]?: readonly string[] };
  return new GatewayError(code, message, {
    remedies: (remedies as { [code: string]: readonly string[] })[code] ?? [],
    cause: error,
  });
}
