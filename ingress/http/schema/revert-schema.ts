import { z } from 'zod';
import { OWN_ORIGIN } from '../../../application/act/own-call.ts';
import { ACTION_LIMITS } from '../../../core/action/action.ts';
import { COMPENSATION_STATES } from '../../../core/compensation/compensation.ts';
import { VERDICTS } from '../../../core/decision.ts';
import type {
  WireCompensation,
  WireCompensationRequest,
  WireDeletedList,
  WireRestoreDeletedRequest,
  WireRestoredDeleted,
  WireReverted,
  WireRevertRequest,
} from '../../../sdk/wire.ts';
import { absolutePath, accepts, decimalText, describes, jsonObject, plainText, wholeNumber } from './basic-schema.ts';
import { callersOrigin } from './callers-origin.ts';
import { entryState, undoneAnswer } from './checkpoint-schema.ts';

const text = z.string();
const id = plainText(64);
const MAX_WAIT_MS = 600_000;
const MAX_NOTE = 512;
const MAX_LISTED = 1_000;

/** `POST /v1/revert`. */
export const revertSchema = accepts<WireRevertRequest>()(
  z
    .strictObject({
      action: id.optional(),
      session: plainText().optional(),
      rerun: z.boolean().optional(),
      force: z.boolean().optional(),
      dry_run: z.boolean().optional(),
      on_behalf_of: plainText().optional(),
      wait_ms: wholeNumber.max(MAX_WAIT_MS).optional(),
    })
    .refine(({ action, session }) => (action === undefined) !== (session === undefined), 'one of action and session')
    .refine(({ session, rerun }) => session === undefined || rerun !== true, 'no session with rerun'),
);

/** The action that an inverse is registered for. */
export const actionParams = z.strictObject({ id });

/** `POST /v1/actions/{id}/compensation`. An inverse may be one of the gateway's own tools: the gateway then carries it out. */
export const compensationSchema = accepts<WireCompensationRequest>()(
  z.strictObject({
    inverse: z.strictObject({
      tool: z.strictObject({
        name: plainText(),
        origin: z.union([z.literal(OWN_ORIGIN), callersOrigin]),
        digest: plainText().nullable().optional(),
      }),
      args: jsonObject,
      cwd: absolutePath.optional(),
    }),
    note: plainText(MAX_NOTE),
  }),
);

/** The query of `GET /v1/compensations`. */
export const compensationsQuery = z.strictObject({
  session: plainText().optional(),
  after: id.meta({ description: 'Those behind the one of this action' }).optional(),
  limit: decimalText(MAX_LISTED).optional(),
});

/** The query of `GET /v1/deleted`. */
export const deletedQuery = z.strictObject({ root: absolutePath, limit: decimalText(MAX_LISTED).optional() });

/** `POST /v1/deleted/restore`. */
export const restoreDeletedSchema = accepts<WireRestoreDeletedRequest>()(
  z.strictObject({ root: absolutePath, path: plainText(ACTION_LIMITS.pathLength) }),
);

const call = z
  .strictObject({
    tool: z.strictObject({ name: text, origin: text, digest: text.nullable() }),
    args: jsonObject,
    cwd: text,
  })
  .meta({ id: 'Call' });

const inverseRun = z
  .strictObject({
    undoes: text,
    principal: text,
    call: call.nullable(),
    note: text.nullable(),
    status: z.enum(['planned', 'to-run', 'running', 'unknown', 'awaiting-approval', 'done', 'refused', 'failed']),
    action_id: text.nullable(),
    approval: text.nullable(),
    why: text,
  })
  .meta({ id: 'InverseRun' });

/** What was reverted. */
export const revertedAnswer = describes<WireReverted>()(
  z.strictObject({
    session: text,
    verdict: z.enum(VERDICTS),
    reason: text.nullable(),
    approval: text.nullable(),
    actions: z.array(text),
    files: z.array(undoneAnswer),
    inverses: z.array(inverseRun),
    left: z.array(z.strictObject({ action: text, effects: z.array(text) })),
    again: z
      .strictObject({
        principal: text,
        call,
        verdict: z.enum(VERDICTS),
        is_done: z.boolean(),
        action_id: text.nullable(),
        approval: text.nullable(),
        text,
      })
      .nullable(),
    log_index: wholeNumber.nullable(),
  }),
);

/** An inverse that is kept. */
export const compensationAnswer = describes<WireCompensation>()(
  z
    .strictObject({
      action: text,
      session: text,
      principal: text,
      inverse: call.nullable(),
      note: text.nullable(),
      registered_at_ms: wholeNumber,
      state: z.enum(COMPENSATION_STATES),
      ran_as: text.nullable(),
      log_index: wholeNumber,
    })
    .meta({ id: 'Compensation' }),
);

/** Inverses, oldest first. */
export const compensationsAnswer = describes<{ readonly compensations: readonly WireCompensation[] }>()(
  z.strictObject({ compensations: z.array(compensationAnswer) }),
);

const deletedFields = {
  root: text,
  path: text,
  state: entryState,
  action: text,
  session: text.nullable(),
  deleted_at_ms: wholeNumber,
  checkpoint: text,
};

/** What was deleted and still is gone. */
export const deletedAnswer = describes<WireDeletedList>()(
  z.strictObject({ deleted: z.array(z.strictObject(deletedFields)), is_complete: z.boolean() }),
);

/** What was put back. */
export const restoredDeletedAnswer = describes<WireRestoredDeleted>()(
  z.strictObject({ ...deletedFields, log_index: wholeNumber }),
);
