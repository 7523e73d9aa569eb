import { ACTION_LIMITS } from '../action/action.ts';
import { CONSTRAINT_SCOPES, CONSTRAINT_STRENGTHS, INTENT_KINDS, STEP_KINDS } from '../plan/plan.ts';
import type { Schema } from './schema.ts';

const PATH = {
  type: 'string',
  description: 'A file, relative to the workspace, with / between names: no .., no absolute path.',
  minLength: 1,
  maxLength: 4_096,
  format: 'workspace-path',
} as const satisfies Schema;

const STEP_ID = {
  type: 'string',
  description: 'The name of a step, once in a plan.',
  minLength: 1,
  maxLength: 64,
  format: 'name',
} as const satisfies Schema;

const DIFF_TEXT = {
  type: 'string',
  description: 'A unified diff with at least three lines of context, without code fences or commentary.',
  minLength: 1,
  maxLength: ACTION_LIMITS.argsBytes,
  format: 'diff',
} as const satisfies Schema;

const INTENT = {
  type: 'object',
  description: 'What the user wants.',
  properties: {
    kind: { type: 'string', description: 'What sort of work it is.', enum: INTENT_KINDS },
    summary: {
      type: 'string',
      description: 'What is wanted, in one line.',
      minLength: 1,
      maxLength: 500,
      format: 'line',
    },
    confidence: {
      type: 'number',
      description: 'How sure you are that you understood: from 0.85 on work goes on, below 0.60 it is rejected.',
      minimum: 0,
      maximum: 1,
    },
  },
  required: ['kind', 'summary', 'confidence'],
  additionalProperties: false,
} as const satisfies Schema;

const STEP = {
  type: 'object',
  description: 'One step.',
  properties: {
    id: STEP_ID,
    kind: { type: 'string', description: 'What the step does.', enum: STEP_KINDS },
    target: {
      type: 'string',
      description: 'The one file that the step creates, modifies or deletes; of a build step, what is built or tested.',
      minLength: 1,
      maxLength: 4_096,
      format: 'line',
    },
    description: {
      type: 'string',
      description: 'What changes and why, in a sentence that names the symbols.',
      minLength: 1,
      maxLength: 2_000,
      format: 'text',
    },
    depends_on: {
      type: 'array',
      description: 'The steps that must be done before.',
      items: STEP_ID,
      minItems: 0,
      maxItems: 50,
    },
    diff: DIFF_TEXT,
  },
  required: ['id', 'kind', 'target', 'description', 'depends_on'],
  additionalProperties: false,
} as const satisfies Schema;

const CONSTRAINT = {
  type: 'object',
  description: 'Something the plan must, must not or should do.',
  properties: {
    strength: { type: 'string', description: 'How binding it is.', enum: CONSTRAINT_STRENGTHS },
    scope: { type: 'string', description: 'What it speaks of.', enum: CONSTRAINT_SCOPES },
    target: {
      type: 'string',
      description: 'With scope file, a glob over paths or a folder; with scope step, an id or a kind of steps.',
      minLength: 1,
      maxLength: 512,
      format: 'line',
    },
    statement: {
      type: 'string',
      description: 'The constraint, in one line.',
      minLength: 1,
      maxLength: 500,
      format: 'line',
    },
  },
  required: ['strength', 'scope', 'statement'],
  additionalProperties: false,
} as const satisfies Schema;

const PLAN = {
  type: 'object',
  description: 'A plan of at most 10 steps and 15 files. Risk, quality, times and status are said by the gateway.',
  properties: {
    intent: INTENT,
    steps: { type: 'array', description: 'In order.', items: STEP, minItems: 1, maxItems: 100 },
    target_files: {
      type: 'array',
      description: 'Every file that the plan may change.',
      items: PATH,
      minItems: 0,
      maxItems: 200,
    },
    constraints: {
      type: 'array',
      description: 'What the plan must keep to.',
      items: CONSTRAINT,
      minItems: 0,
      maxItems: 50,
    },
    estimated_tokens: {
      type: 'integer',
      description: 'The tokens that carrying it out will take.',
      minimum: 0,
      maximum: 100_000_000,
    },
    estimated_seconds: {
      type: 'integer',
      description: 'The seconds that carrying it out will take.',
      minimum: 0,
      maximum: 86_400,
    },
  },
  required: ['intent', 'steps', 'target_files', 'constraints', 'estimated_tokens', 'estimated_seconds'],
  additionalProperties: false,
} as const satisfies Schema;

const DIFF = {
  type: 'object',
  description: 'A change of files.',
  properties: { diff: DIFF_TEXT },
  required: ['diff'],
  additionalProperties: false,
} as const satisfies Schema;

const ANSWER = {
  type: 'object',
  description: 'An answer in words, which changes nothing.',
  properties: {
    answer: {
      type: 'string',
      description: 'The answer.',
      minLength: 1,
      maxLength: 200_000,
      format: 'text',
    },
  },
  required: ['answer'],
  additionalProperties: false,
} as const satisfies Schema;

/**
 * The JSON Schemas (2020-12) of what a model may write, by kind: what is shown to models and people, and what
 * `parseOutput` checks with. A plan or a diff that would change nothing is the text `NO_CHANGES_REQUIRED` instead.
 *
 * The bounds of steps and files are wider than a plan's own (`PLAN_LIMITS`), so that a plan that is too large is told so by
 * its rule.
 */
export const OUTPUT_SCHEMAS = {
  intent: { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'intent', ...INTENT },
  plan: { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'plan', ...PLAN },
  diff: { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'diff', ...DIFF },
  answer: { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'answer', ...ANSWER },
} as const;

/** What a model was asked for. */
export type OutputKind = keyof typeof OUTPUT_SCHEMAS;
