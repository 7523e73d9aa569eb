import { z } from 'zod';
import { ACTION_LIMITS } from '../../../core/action/action.ts';
import type {
  WireCheckpoint,
  WireCheckpointDiff,
  WireEntryChange,
  WirePurged,
  WirePurgeRequest,
  WireRedoRequest,
  WireReopened,
  WireReopenRequest,
  WireRestoration,
  WireRestoreRequest,
  WireShownCheckpoint,
  WireTakeCheckpoint,
  WireUndone,
  WireUndoRequest,
} from '../../../sdk/wire.ts';
import { absolutePath, accepts, decimalText, describes, plainText, wholeNumber } from './basic-schema.ts';

const text = z.string();
const id = plainText(64);
const relativePath = plainText(ACTION_LIMITS.pathLength);
const MAX_LISTED = 1_000;
const MAX_PATHS = 1_000;

/** The query of `GET /v1/checkpoints`. */
export const checkpointsQuery = z.strictObject({
  root: absolutePath.meta({ description: 'Only of this workspace' }).optional(),
  session: plainText().optional(),
  action: id.optional(),
  limit: decimalText(MAX_LISTED).optional(),
});

/** A checkpoint's id. */
export const checkpointParams = z.strictObject({ id });

/** The query of `GET /v1/checkpoints/{id}/diff`. */
export const checkpointDiffQuery = z.strictObject({
  to: id.meta({ description: 'Another checkpoint of the same workspace; without it, the present' }).optional(),
});

/** `POST /v1/checkpoints`. */
export const takeCheckpointSchema = accepts<WireTakeCheckpoint>()(z.strictObject({ root: absolutePath }));

/** `POST /v1/checkpoints/{id}/restore`. */
export const restoreSchema = accepts<WireRestoreRequest>()(
  z.strictObject({
    paths: z.array(relativePath).min(1).max(MAX_PATHS).readonly().optional(),
    dry_run: z.boolean().optional(),
  }),
);

/** `POST /v1/undo`. */
export const undoSchema = accepts<WireUndoRequest>()(
  z
    .strictObject({
      root: absolutePath,
      action: id.optional(),
      session: plainText().optional(),
      since_ms: wholeNumber.optional(),
      path: relativePath.optional(),
      force: z.boolean().optional(),
      dry_run: z.boolean().optional(),
    })
    .refine(
      ({ action, session, since_ms, path }) =>
        [action, session, since_ms, path].filter((given) => given !== undefined).length <= 1,
      'at most one of action, session, since_ms and path',
    ),
);

/** `POST /v1/redo`. */
export const redoSchema = accepts<WireRedoRequest>()(
  z.strictObject({ root: absolutePath, force: z.boolean().optional(), dry_run: z.boolean().optional() }),
);

/** `POST /v1/workspaces/reopen`. */
export const reopenSchema = accepts<WireReopenRequest>()(z.strictObject({ root: absolutePath }));

/** `POST /v1/checkpoints/purge`. */
export const purgeSchema = accepts<WirePurgeRequest>()(z.strictObject({ older_than_ms: wholeNumber }));

/** What stands at one path. */
export const entryState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('absent') }),
  z.strictObject({ kind: z.literal('file'), mode: wholeNumber, sha256: text, size_bytes: wholeNumber }),
  z.strictObject({ kind: z.literal('link'), target: text }),
  z.strictObject({ kind: z.literal('folder'), mode: wholeNumber }),
]);

const change = describes<WireEntryChange>()(
  z.strictObject({ path: text, before: entryState, after: entryState }).meta({ id: 'EntryChange' }),
);

const checkpoint = describes<WireCheckpoint>()(
  z
    .strictObject({
      id: text,
      root: text,
      taken_at_ms: wholeNumber,
      reason: z.enum(['before', 'after', 'manual', 'restore', 'look']),
      action: text.nullable(),
      session: text.nullable(),
      paths: z.array(text).nullable(),
      entry_count: wholeNumber,
      size_bytes: wholeNumber,
      left_out: z.array(z.strictObject({ path: text, why: text })),
      superseded_by: text.nullable(),
    })
    .meta({ id: 'Checkpoint' }),
);

/** Checkpoints, newest first. */
export const checkpointsAnswer = describes<{ readonly checkpoints: readonly WireCheckpoint[] }>()(
  z.strictObject({ checkpoints: z.array(checkpoint) }),
);

/** One checkpoint. */
export const checkpointAnswer = checkpoint;

/** One checkpoint and what its action changed. */
export const shownCheckpointAnswer = describes<WireShownCheckpoint>()(
  z.strictObject({ checkpoint, changes: z.array(change).nullable() }),
);

/** What differs. */
export const checkpointDiffAnswer = describes<WireCheckpointDiff>()(
  z.strictObject({ changes: z.array(change), diff: text, is_cut: z.boolean() }),
);

const unreached = z.strictObject({ path: text, why: text });

/** What was put back. */
export const restorationAnswer = describes<WireRestoration>()(
  z.strictObject({
    root: text,
    checkpoint: text,
    changes: z.array(change),
    unreached: z.array(unreached),
    undone_by: text.nullable(),
    superseded: wholeNumber,
    log_index: wholeNumber.nullable(),
  }),
);

/** What was undone. */
export const undoneAnswer = describes<WireUndone>()(
  z.strictObject({
    root: text,
    actions: z.array(text),
    changes: z.array(change),
    conflicts: z.array(text),
    unreached: z.array(unreached),
    other_names: z.array(text),
    redone_by: text.nullable(),
    log_index: wholeNumber.nullable(),
  }),
);

/** What became of a closed workspace. */
export const reopenedAnswer = describes<WireReopened>()(
  z.strictObject({
    root: text,
    result: z.enum(['open', 'finished', 'undone', 'as-they-stand']),
    log_index: wholeNumber,
  }),
);

/** What purging removed. */
export const purgedAnswer = describes<WirePurged>()(
  z.strictObject({
    checkpoints: wholeNumber,
    freed_bytes: wholeNumber,
    older_than_ms: wholeNumber,
    log_index: wholeNumber,
  }),
);
