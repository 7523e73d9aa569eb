import type { EffectClass } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';

/** When an effect counts: the value of an argument is, or is not, one of these. A missing argument has the default. */
export type EffectCondition = {
  readonly argument: string;
  readonly words: readonly string[];
  readonly wanted: boolean;
  readonly missing: string | null;
};

/** An effect that somebody vouches a tool has, and the argument that names what it touches. */
export type DeclaredEffect = {
  readonly class: EffectClass;
  /** A name, with `.` into mappings and `[]` into lists: `files[].path`. Null where no argument names it. */
  readonly argument: string | null;
  /** What a missing argument stands for; without it a missing one cannot be read. */
  readonly missing?: string;
  readonly when?: EffectCondition;
  /** The argument is a patch, and every file it names is changed. */
  readonly isPatch?: true;
};

/** The effects an operator has declared for a tool, so that it need not count as `unknown`. */
export type ToolProfile = {
  /** Glob over the tool's name. */
  readonly tool: string;
  readonly effects: readonly DeclaredEffect[];
};

/** What a tool of a server does with its arguments. Those of `harmless` only say how. */
export type ServerTool = {
  readonly tool: string;
  readonly effects: readonly DeclaredEffect[];
  readonly harmless: readonly string[];
};

/** What a call must be found to do, class by class. Run when the profile is loaded. */
export type ProfileExample = {
  readonly tool: string;
  readonly args: JsonObject;
  readonly effects: readonly EffectClass[];
};

/** The tools of one MCP server, and the names that people give that server in their configuration. */
export type ServerProfile = {
  readonly name: string;
  readonly servers: readonly string[];
  readonly tools: readonly ServerTool[];
  readonly examples: readonly ProfileExample[];
};
