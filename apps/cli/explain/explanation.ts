import type {
  WireApprovalTerms,
  WireDecision,
  WireEffect,
  WireJsonObject,
  WireRiskLevel,
  WireVerdict,
} from '../../../sdk/wire.ts';

/**
 * What `explain --json` prints: everything that led to a decision.
 *
 * Offsets (`start`, `end`) are UTF-16 code units of the text of an argument, `end` exclusive.
 */
export type Explanation = Pick<WireDecision, 'gates' | 'obligations' | 'reason' | 'remedies' | 'risk' | 'verdict'> & {
  readonly action: {
    readonly tool: string;
    readonly origin: string;
    readonly args: WireJsonObject;
    readonly cwd: string;
    readonly workspace: string;
  };
  /** The argument that is shell text; `parse` is null for PowerShell and cmd.exe. */
  readonly shell: {
    readonly argument: string;
    readonly language: string;
    readonly parse: ExplainedParse | null;
  } | null;
  readonly effects: readonly ExplainedEffect[];
  /** The gate whose report is the verdict; null when none objects. */
  readonly decided_by: { readonly gate: string; readonly rule: string } | null;
  /** How an approval would have to be given; null unless somebody would be asked. */
  readonly approval: WireApprovalTerms | null;
  readonly alternatives: readonly ExplainedAlternative[];
  readonly policy_version: string;
  readonly profile: string;
};

/** A shell text as a tree. `complete` is false where it is larger than what is shown. */
export type ExplainedParse = {
  readonly statements: readonly ParseNode[];
  readonly complete: boolean;
  readonly problem: { readonly kind: 'incomplete' | 'malformed'; readonly start: number; readonly end: number } | null;
};

/** One part of the parse. `operator` joins it to the part before it; `program` is what the first word of a command comes to. */
export type ParseNode = {
  readonly kind: string;
  readonly operator: string;
  readonly text: string;
  readonly program: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly ParseNode[];
};

/** An effect with the least score it gives by itself, and the part of an argument that it comes from. */
export type ExplainedEffect = WireEffect & {
  readonly floor: { readonly score: number; readonly level: WireRiskLevel; readonly rule: string };
  readonly source: { readonly argument: string; readonly start: number; readonly end: number } | null;
};

/** What would come out without a part of the shell text, or of that part alone. */
export type ExplainedAlternative = {
  readonly kind: 'without' | 'alone';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly verdict: WireVerdict;
};
