import { fileURLToPath } from 'node:url';
import { OPENCODE_PLUGIN_FILE } from '../../sdk/opencode-plugin.ts';
import { builtProgramPath } from './built-program.ts';
import type { Environment } from './environment.ts';

/** Every file of the state directory that the CLI reads or writes. */
export type StatePaths = {
  readonly dir: string;
  readonly database: string;
  readonly address: string;
  readonly pid: string;
  readonly agentToken: string;
  readonly operatorToken: string;
  /** Of `countersign mcp wrap`. */
  readonly mcpToken: string;
  readonly approverKey: string;
  /** What the gateway proves with that it is the one of this directory. */
  readonly instanceKey: string;
  /** What answers at MCP clients are signed with. */
  readonly clientKey: string;
  readonly logKeys: string;
  readonly resumeToken: string;
  /** While this file exists everything is halted. */
  readonly halt: string;
  /** What the gateway printed when it runs in the background. */
  readonly output: string;
  /** What `init` changed, for `uninstall`. */
  readonly manifest: string;
};

/** Where everything of the state directory is. */
export function statePaths({ stateDir: dir }: Pick<Environment, 'stateDir'>): StatePaths {
  return {
    dir,
    database: `${dir}/countersign.db`,
    address: `${dir}/address`,
    pid: `${dir}/pid`,
    agentToken: `${dir}/tokens/agent.token`,
    operatorToken: `${dir}/tokens/operator.token`,
    mcpToken: `${dir}/tokens/mcp.token`,
    approverKey: `${dir}/keys/approver.pem`,
    instanceKey: `${dir}/keys/instance.key`,
    clientKey: `${dir}/keys/client-channel.pem`,
    logKeys: `${dir}/keys/log.vkey`,
    resumeToken: `${dir}/resume.token`,
    halt: `${dir}/HALT`,
    output: `${dir}/gateway.output`,
    manifest: `${dir}/installed.json`,
  };
}

/** Claude Code's settings files, strongest scope last; the managed one only its administrator writes. */
export type ClaudePaths = {
  readonly userDir: string;
  readonly projectDir: string;
  readonly user: string;
  readonly project: string;
  readonly local: string;
  readonly managed: string;
};

/** Where Claude Code looks for settings on this machine and in this project. */
export function claudePaths({ claudeDir, workDir }: Pick<Environment, 'claudeDir' | 'workDir'>): ClaudePaths {
  const projectDir = `${workDir}/.claude`;
  return {
    userDir: claudeDir,
    projectDir,
    user: `${claudeDir}/settings.json`,
    project: `${projectDir}/settings.json`,
    local: `${projectDir}/settings.local.json`,
    managed: '/etc/claude-code/managed-settings.json',
  };
}

/** Where Codex looks for hooks; `config` may turn all hooks off. */
export function codexPaths({ codexDir, workDir }: Pick<Environment, 'codexDir' | 'workDir'>): {
  readonly [File in 'userDir' | 'projectDir' | 'user' | 'project' | 'config']: string;
} {
  const projectDir = `${workDir}/.codex`;
  const [user, project] = [`${codexDir}/hooks.json`, `${projectDir}/hooks.json`];
  return { userDir: codexDir, projectDir, user, project, config: `${codexDir}/config.toml` };
}

/** Where Gemini CLI looks for settings. */
export function geminiPaths({ geminiDir, workDir }: Pick<Environment, 'geminiDir' | 'workDir'>): {
  readonly [File in 'userDir' | 'projectDir' | 'user' | 'project']: string;
} {
  const projectDir = `${workDir}/.gemini`;
  return { userDir: geminiDir, projectDir, user: `${geminiDir}/settings.json`, project: `${projectDir}/settings.json` };
}

/** Where Cursor looks for hooks. */
export function cursorPaths({ cursorDir, workDir }: Pick<Environment, 'cursorDir' | 'workDir'>): {
  readonly [File in 'userDir' | 'projectDir' | 'user' | 'project']: string;
} {
  const projectDir = `${workDir}/.cursor`;
  return { userDir: cursorDir, projectDir, user: `${cursorDir}/hooks.json`, project: `${projectDir}/hooks.json` };
}

/** Where Copilot CLI looks for hooks: our own file in a folder of many. Each of `settings` may turn all hooks off. */
export function copilotPaths({ copilotDir, workDir }: Pick<Environment, 'copilotDir' | 'workDir'>): {
  readonly [File in 'userDir' | 'projectDir' | 'user' | 'project']: string;
} & { readonly settings: readonly string[] } {
  const projectDir = `${workDir}/.github/hooks`;
  return {
    userDir: copilotDir,
    projectDir,
    user: `${copilotDir}/hooks/countersign.json`,
    project: `${projectDir}/countersign.json`,
    settings: [
      `${copilotDir}/settings.json`,
      `${workDir}/.github/copilot/settings.json`,
      `${workDir}/.github/copilot/settings.local.json`,
    ],
  };
}

/** Where OpenCode looks for plugins: a file of ours in a folder of many. */
export function openCodePaths({ openCodeDir, workDir }: Pick<Environment, 'openCodeDir' | 'workDir'>): {
  readonly [File in 'userDir' | 'projectDir' | 'user' | 'project']: string;
} {
  const projectDir = `${workDir}/.opencode`;
  const plugin = `plugins/${OPENCODE_PLUGIN_FILE}`;
  return { userDir: openCodeDir, projectDir, user: `${openCodeDir}/${plugin}`, project: `${projectDir}/${plugin}` };
}

/** The programs that the CLI starts but may not import; each is a file beside the CLI, built or not as the CLI itself is. */
export type Program =
  | 'daemon/main'
  | 'daemon/offline'
  | 'daemon/witness'
  | 'wrap/hook-fallback'
  | 'wrap/mcp-tools'
  | 'wrap/mcp-wrap';

/** Where a program is: `apps/<program>` in the sources in development, else as it was built. */
export function programPath(program: Program): string {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL(`../${program}.ts`, import.meta.url));
  return builtProgramPath(fileURLToPath(new URL('../..', import.meta.url)), program);
}

/** The package itself: this file is `apps/cli/…` in the sources and `dist/apps/cli/…` in a build. */
export function packageDir(): string {
  const above = fileURLToPath(new URL('../../', import.meta.url));
  return above.endsWith('/dist/') ? above.slice(0, -'/dist/'.length) : above.slice(0, -1);
}

/** The command that people and agents call. */
export function launcherPath(): string {
  return `${packageDir()}/bin/countersign`;
}

/** The shell shim that an agent's command hook runs; it is no TypeScript and is not built. */
export function shimPath(): string {
  return `${packageDir()}/apps/wrap/hook-shim.sh`;
}
