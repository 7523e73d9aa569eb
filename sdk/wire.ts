/**
 * The gateway's HTTP API as types: every request and every answer, in the wire's own names (snake_case).
 *
 * `GET /openapi.json` of a running gateway describes the same routes; a test holds the two together.
 */
export type * from './problem.ts';
export type * from './wire-act.ts';
export type * from './wire-approval.ts';
export type * from './wire-batch.ts';
export type * from './wire-broker.ts';
export type * from './wire-channel.ts';
export type * from './wire-checkpoint.ts';
export type * from './wire-crisis.ts';
export type * from './wire-decision.ts';
export type * from './wire-fatigue.ts';
export type * from './wire-guard.ts';
export type * from './wire-operation.ts';
export type * from './wire-people.ts';
export type * from './wire-reading.ts';
export type * from './wire-retry.ts';
export type * from './wire-revert.ts';
export type * from './wire-reviewer.ts';
export type * from './wire-run.ts';
export type * from './wire-secret.ts';
export type * from './wire-tool.ts';
export type * from './wire-usage.ts';
