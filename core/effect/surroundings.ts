import type { PathSurroundings } from '../path/path-category.ts';
import type { ServerName, ServerProfile, ToolProfile } from '../policy/policy.ts';
import type { AllowsSecret } from '../secret/allowed-secret.ts';
import type { ParseShell } from './shell/syntax.ts';
import type { ParseSql } from './sql/syntax.ts';

/** Parsers of the languages that actions are written in; given to the core, which has none. */
export type TextParsers = { readonly parseShell: ParseShell; readonly parseSql: ParseSql };

/** What an analyser must know of the world: recorded facts, never looked up by the core. */
export type EffectSurroundings = PathSurroundings &
  TextParsers & {
    /**
     * Where paths really lead, by normalised path as written: the flow resolved symbolic links before the decision. A path
     * that is missing here leads where it is written.
     */
    readonly realPaths: { readonly [path: string]: string };
    /**
     * Tells of a folder below the workspace whether git, when it is started there, finds the repository that it finds in the workspace
     * itself. Absent: that is known of none.
     */
    readonly sharesRepository?: (folder: string) => boolean;
    /** Workspaces of other open sessions, absolute and normalised. */
    readonly otherWorkspaces: readonly string[];
    readonly isKnownHost: (host: string) => boolean;
    readonly toolProfiles: readonly ToolProfile[];
    readonly matchesTool: (glob: string, tool: string) => boolean;
    /** Profiles of MCP servers, and the one that the operator means by a server's name. */
    readonly serverProfiles?: readonly ServerProfile[];
    readonly serverNames?: readonly ServerName[];
    /** True where a call of the server `countersign` is known to reach the gateway's own tools, which decide it. */
    readonly reachesOwnTools?: boolean;
    /** True for a tool that only reads, by the word of a listing that a person vouched for. */
    readonly readsOnly?: boolean;
    /** Whether the operator lets a secret of a kind be written at a path; without it none may. */
    readonly allowsSecret?: AllowsSecret;
  };
