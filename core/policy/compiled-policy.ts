import type { Effect } from '../effect/effect.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import type { PathPlaces } from './path-pattern.ts';
import type { Policy } from './policy.ts';
import type { ExternalRules, RuleContext, RuleOutcome } from './rule-outcome.ts';

/** A policy made ready for deciding: its settings and its matchers. Made once by `compilePolicy`, immutable. */
export type CompiledPolicy = {
  readonly settings: Policy;
  readonly evaluateRules: (context: RuleContext) => RuleOutcome;
  /** Cedar, or null where no Cedar policies are configured. */
  readonly externalRules: ExternalRules | null;
  readonly isKnownHost: (host: string) => boolean;
  /** Whether an effect touches what policy calls production. */
  readonly isProduction: (effect: Effect, places: PathPlaces) => boolean;
  readonly matchesTool: (glob: string, tool: string) => boolean;
  /** The parser of shell text that decisions under this policy use. */
  readonly parseShell: ParseShell;
};
