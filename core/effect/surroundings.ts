import type { ToolProfile } from '../policy/policy.ts';
import type { PathSurroundings } from './path/path-category.ts';
import type { ParseShell } from './shell/syntax.ts';

/** What an analyser must know of the world: recorded facts, never looked up by the core. */
export type EffectSurroundings = PathSurroundings & {
  /**
   * Where paths really lead, by normalised path as written: the flow resolved symbolic links before the decision. A path
   * that is missing here leads where it is written.
   */
  readonly realPaths: { readonly [path: string]: string };
  /** Workspaces of other open sessions, absolute and normalised. */
  readonly otherWorkspaces: readonly string[];
  readonly isKnownHost: (host: string) => boolean;
  readonly toolProfiles: readonly ToolProfile[];
  readonly matchesTool: (glob: string, tool: string) => boolean;
  readonly parseShell: ParseShell;
};
