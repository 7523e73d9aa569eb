import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';

/** What the CLI takes from the process around it: the one place where environment variables are read. */
export type Environment = {
  readonly homeDir: string;
  readonly workDir: string;
  /** Where the gateway keeps its log, tokens and keys. */
  readonly stateDir: string;
  /** Where the operator's configuration and policy are. */
  readonly configDir: string;
  /** Where Claude Code keeps the user's settings. */
  readonly claudeDir: string;
  /** Where Gemini CLI keeps the user's settings. */
  readonly geminiDir: string;
  /** Where Codex keeps the user's settings. */
  readonly codexDir: string;
  /** Where Cursor keeps the user's settings. */
  readonly cursorDir: string;
  /** Where Copilot CLI keeps the user's settings. */
  readonly copilotDir: string;
  /** Where OpenCode keeps the user's settings. */
  readonly openCodeDir: string;
  /** `COUNTERSIGN_URL`: a gateway other than the one of the state directory. */
  readonly gatewayUrl: string | null;
  /** `COUNTERSIGN_TOKEN`: a token other than the operator's file. */
  readonly token: string | null;
  readonly userName: string;
  /** True when `NO_COLOR` is set or the terminal is `dumb`. */
  readonly plain: boolean;
  /** Every variable, for programs that the CLI starts. */
  readonly variables: { readonly [name: string]: string | undefined };
};

/**
 * Reads the environment (XDG Base Directory Specification for the defaults; NO_COLOR as no-color.org says).
 *
 * `COUNTERSIGN_STATE` and `COUNTERSIGN_CONFIG` win over the defaults and may be relative; a relative XDG directory is ignored, as
 * the specification says. The gateway reads the same variables in the same way.
 */
export function readEnvironment(
  variables: { readonly [name: string]: string | undefined },
  workDir: string,
): Environment {
  const value = (name: string): string | null => variables[name] || null;
  const directory = (name: string): string | null => (value(name)?.startsWith('/') === true ? value(name) : null);
  const own = (name: string): string | null => (variables[name] ? resolve(workDir, variables[name]) : null);
  const homeDir = directory('HOME') ?? homedir();
  return {
    homeDir,
    workDir,
    stateDir: own('COUNTERSIGN_STATE') ?? `${directory('XDG_STATE_HOME') ?? `${homeDir}/.local/state`}/countersign`,
    configDir: own('COUNTERSIGN_CONFIG') ?? `${directory('XDG_CONFIG_HOME') ?? `${homeDir}/.config`}/countersign`,
    claudeDir: own('CLAUDE_CONFIG_DIR') ?? `${homeDir}/.claude`,
    codexDir: own('CODEX_HOME') ?? `${homeDir}/.codex`,
    geminiDir: `${homeDir}/.gemini`,
    cursorDir: `${homeDir}/.cursor`,
    copilotDir: own('COPILOT_HOME') ?? `${homeDir}/.copilot`,
    openCodeDir: `${directory('XDG_CONFIG_HOME') ?? `${homeDir}/.config`}/opencode`,
    gatewayUrl: value('COUNTERSIGN_URL'),
    token: value('COUNTERSIGN_TOKEN'),
    userName: value('USER') ?? nameOfUser(),
    plain: value('NO_COLOR') !== null || variables['TERM'] === 'dumb',
    variables,
  };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
