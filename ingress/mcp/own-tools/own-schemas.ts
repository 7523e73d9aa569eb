import { ACTION_LIMITS } from '../../../core/action/action.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';
import { OUTPUT_SCHEMAS } from '../../../core/output/output-schemas.ts';
import type { WireOwnTool } from '../../../sdk/wire.ts';

const PATH = {
  type: 'string',
  description: 'A file of the workspace, relative to it, with / between names: no .., no absolute path.',
  minLength: 1,
  maxLength: 4_096,
} as const;

/** What only the top of a document says, and formats that only this gateway knows. */
const DROPPED: ReadonlySet<string> = new Set(['$schema', 'title', 'format']);

const { diff: diffText } = OUTPUT_SCHEMAS.diff.properties;

/**
 * The JSON Schemas (2020-12) of the arguments of each tool. A plan and a diff are what `parseOutput` checks, without the names
 * of our own formats, which a client's validator does not know; the gateway checks those too.
 */
export const OWN_INPUTS: { readonly [Tool in WireOwnTool]: JsonObject } = {
  list_files: argumentsOf(
    {
      path: { ...PATH, description: 'A folder, relative to the workspace (default: the workspace itself).' },
      depth: { type: 'integer', description: 'How many levels (default 1).', minimum: 1, maximum: 8 },
    },
    [],
  ),
  read_file: argumentsOf(
    {
      path: PATH,
      from_line: { type: 'integer', description: 'The first line to read, from 1 (default 1).', minimum: 1 },
      lines: { type: 'integer', description: 'How many lines (default 2000).', minimum: 1, maximum: 2_000 },
    },
    ['path'],
  ),
  write_file: argumentsOf(
    {
      path: PATH,
      content: {
        type: 'string',
        description: 'The whole content of the file, as it shall stand, final line break included.',
        maxLength: ACTION_LIMITS.argsBytes,
      },
    },
    ['path', 'content'],
  ),
  apply_diff: argumentsOf({ diff: { ...diffText, description: `${diffText.description} Or NO_CHANGES_REQUIRED.` } }, [
    'diff',
  ]),
  propose_plan: argumentsOf({ plan: OUTPUT_SCHEMAS.plan }, ['plan']),
  run_test: argumentsOf(
    {
      check: {
        type: 'string',
        description: 'The name of a check of the policy, such as tests or build; never a command.',
        minLength: 1,
        maxLength: 64,
      },
    },
    ['check'],
  ),
  git_commit: argumentsOf(
    {
      message: { type: 'string', description: 'The commit message.', minLength: 1, maxLength: 8_192 },
      paths: {
        type: 'array',
        description: 'The files whose present state is committed, and nothing else.',
        items: PATH,
        minItems: 1,
        maxItems: 1_000,
      },
    },
    ['message', 'paths'],
  ),
  undo: argumentsOf(
    {
      action: {
        type: 'string',
        description: 'The action_id of the change to take back (default: the last change of this session).',
        maxLength: 64,
      },
    },
    [],
  ),
};

/** The schema of what every tool answers beside its text. */
export const OWN_OUTPUT: JsonObject = {
  type: 'object',
  properties: {
    is_done: { type: 'boolean', description: 'True where the call was carried out, whole.' },
    text: { type: 'string', description: 'What happened, or why nothing did; of read_file, the lines.' },
    verdict: {
      type: ['string', 'null'],
      description: 'What was decided; null where the call itself is wrong.',
      enum: ['allow', 'require-approval', 'defer', 'deny', null],
    },
    action_id: { type: ['string', 'null'], description: 'Names the action, for undo.' },
    approval: { type: ['string', 'null'], description: 'The request that a person has yet to answer.' },
    problems: {
      type: 'array',
      description: 'Everything that is wrong with the call.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, found: { type: 'string' }, wanted: { type: 'string' } },
        required: ['path', 'found', 'wanted'],
      },
    },
    detail: { type: 'object', description: 'More of what happened, by tool.' },
  },
  required: ['is_done', 'text', 'verdict', 'action_id', 'approval', 'problems', 'detail'],
};

function argumentsOf(properties: { readonly [name: string]: Json }, required: readonly string[]): JsonObject {
  const shown = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, portable(schema)]));
  return { type: 'object', properties: shown, required, additionalProperties: false };
}

/** A schema without what only the top of a document says and without formats that only this gateway knows. */
function portable(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((one: Json) => portable(one));
  if (!isJsonObject(schema)) return schema;
  const isSchema = schema['type'] !== undefined;
  const kept = Object.entries(schema).filter(([name]) => !(isSchema && DROPPED.has(name)));
  return Object.fromEntries(kept.map(([name, value]) => [name, portable(value)]));
}
