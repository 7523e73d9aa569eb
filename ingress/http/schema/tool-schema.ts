import { z } from 'zod';
import { LISTING_LIMITS } from '../../../core/trust/tool-listing.ts';
import { PIN_STATUSES } from '../../../core/trust/tool-pin.ts';
import type {
  WireNoteToolsRequest,
  WireNoteToolsResponse,
  WireQuestionAnswer,
  WireQuestionAnswerResponse,
  WireQuestionRequest,
  WireQuestionResponse,
  WireRefuseRequest,
  WireShownTool,
  WireTool,
  WireVouchRequest,
} from '../../../sdk/wire.ts';
import { accepts, describes, freeText, jsonObject, plainText, wholeNumber } from './basic-schema.ts';
import { callersServer } from './callers-origin.ts';

const text = z.string();
const serverName = plainText(LISTING_LIMITS.nameLength);
const toolName = plainText(LISTING_LIMITS.nameLength);
/** Whether a schema is one is the client's business; here it is JSON that must not change unseen. */
const listingFields = {
  name: toolName,
  title: freeText(LISTING_LIMITS.toolBytes).optional(),
  description: freeText(LISTING_LIMITS.toolBytes).optional(),
  inputSchema: jsonObject,
  outputSchema: jsonObject.optional(),
  annotations: jsonObject.optional(),
  other: jsonObject.optional(),
};

/** `POST /v1/tools`. */
export const noteToolsSchema = accepts<WireNoteToolsRequest>()(
  z.strictObject({
    server: callersServer(LISTING_LIMITS.nameLength),
    tools: z.array(z.strictObject(listingFields)).max(LISTING_LIMITS.tools).readonly(),
  }),
);

/** The query of `GET /v1/tools`. */
export const listToolsQuery = z.strictObject({
  server: serverName.meta({ description: 'Only the tools of this server' }).optional(),
});

/** A server's name and a tool's. */
export const toolParams = z.strictObject({ server: serverName, tool: toolName });

/** `POST /v1/tools/vouch`. */
export const vouchSchema = accepts<WireVouchRequest>()(
  z.strictObject({
    server: serverName,
    tools: z
      .array(z.strictObject({ name: toolName, digest: plainText(128) }))
      .min(1)
      .max(LISTING_LIMITS.tools)
      .readonly(),
  }),
);

/** `POST /v1/tools/refuse`. */
export const refuseSchema = accepts<WireRefuseRequest>()(
  z.strictObject({ server: serverName, tools: z.array(toolName).min(1).max(LISTING_LIMITS.tools).readonly() }),
);

const notedFields = {
  name: text,
  digest: text,
  standing: z.enum(PIN_STATUSES),
  warnings: z.array(text),
  withheld: z.boolean(),
};

/** The answer of `POST /v1/tools`. */
export const noteToolsAnswer = describes<WireNoteToolsResponse>()(
  z.strictObject({ tools: z.array(z.strictObject(notedFields)) }),
);

const tool = describes<WireTool>()(
  z
    .strictObject({
      ...notedFields,
      server: text,
      accepted_digest: text.nullable(),
      by: text,
      changed_at_ms: wholeNumber,
      seen_at_ms: wholeNumber,
    })
    .meta({ id: 'Tool' }),
);

/** Tools without their listings. */
export const toolsAnswer = describes<{ readonly tools: readonly WireTool[] }>()(
  z.strictObject({ tools: z.array(tool) }),
);

/** One tool in full. */
export const shownToolAnswer = describes<WireShownTool>()(
  z.strictObject({
    tool,
    listing: z.looseObject({ name: text, inputSchema: jsonObject }),
    reads_only: z.boolean(),
    changes: z.array(z.strictObject({ path: text, before: text.nullable(), after: text.nullable() })),
  }),
);

/** `POST /v1/questions`. */
export const questionSchema = accepts<WireQuestionRequest>()(
  z.strictObject({ approval: plainText(32), session: plainText() }),
);

/** The answer of `POST /v1/questions`. */
export const questionResponse = describes<WireQuestionResponse>()(
  z.strictObject({
    question: z.strictObject({ request_state: text, message: text, expires_at_ms: wholeNumber }).nullable(),
  }),
);

/** `POST /v1/questions/answer`. A state that is too long is as forged as any other. */
export const questionAnswerSchema = accepts<WireQuestionAnswer>()(
  z.strictObject({
    request_state: plainText(65_536),
    session: plainText(),
    action: z.enum(['accept', 'decline', 'cancel', 'misused']),
  }),
);

/** The answer of `POST /v1/questions/answer`. */
export const questionAnswerResponse = describes<WireQuestionAnswerResponse>()(
  z.strictObject({ approved: z.boolean() }),
);
