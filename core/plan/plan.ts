/** What a model may want of a workspace: a closed list. */
export const INTENT_KINDS = ['CreateProject', 'AddFeature', 'FixBug', 'BuildPackage'] as const;
export type IntentKind = (typeof INTENT_KINDS)[number];

/** What somebody wants, as a model understood it. */
export type Intent = {
  readonly kind: IntentKind;
  /** What is wanted, in one line. */
  readonly summary: string;
  /** How sure the model is that it understood, 0–1: its own word, which can only make us more careful. */
  readonly confidence: number;
};

/** What a step does. `build` changes no file by itself: it builds or tests. */
export const STEP_KINDS = ['create', 'modify', 'delete', 'build'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One step of a plan. */
export type PlanStep = {
  /** Unique in the plan; others depend on it by this name. */
  readonly id: string;
  readonly kind: StepKind;
  /** The file, relative to the workspace; of a `build` step, what is built or tested. */
  readonly target: string;
  readonly description: string;
  readonly dependsOn: readonly string[];
  /** The unified diff of this step; null for one that changes nothing, or whose diff comes later. */
  readonly diff: string | null;
};

/** How binding a constraint is. */
export const CONSTRAINT_STRENGTHS = ['must', 'must-not', 'prefer'] as const;
/** What a constraint speaks of: the whole plan, files (a glob), or steps (an id, or a kind of steps). */
export const CONSTRAINT_SCOPES = ['global', 'file', 'step'] as const;

/**
 * Something the plan must, must not or should do. Files and steps are held to it by machine; a global one is a sentence,
 * which a person reads.
 */
export type PlanConstraint = {
  readonly strength: (typeof CONSTRAINT_STRENGTHS)[number];
  readonly scope: (typeof CONSTRAINT_SCOPES)[number];
  /** A glob over paths, a folder, or a step; null where the scope is `global`. */
  readonly target: string | null;
  readonly statement: string;
};

/**
 * What a model proposes to do in a workspace, in the order of its steps.
 *
 * Risk, quality, times and status are the gateway's to say: a proposal that states them is refused by its schema.
 */
export type Plan = {
  readonly intent: Intent;
  readonly steps: readonly PlanStep[];
  /** Every file that the plan may change; changing another is refused. */
  readonly targetFiles: readonly string[];
  readonly constraints: readonly PlanConstraint[];
  readonly estimatedTokens: number;
  readonly estimatedSeconds: number;
};

/** Bounds of a plan (model §8). Policy may raise `files`, never beyond `filesHard`. Half-open in time: void at 30 minutes. */
export const PLAN_LIMITS = { steps: 10, files: 15, filesHard: 50, validForMs: 30 * 60_000 } as const;
