import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';

/** Every file of the state directory that the CLI reads or writes. */
export type StatePaths = {
  readonly dir: string;
  readonly database: string;
  readonly address: string;
  readonly pid: string;
  readonly agentToken: string;
  readonly operatorToken: string;
  readonly approverKey: string;
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
    approverKey: `${dir}/keys/approver.pem`,
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

/** The programs that the CLI starts but may not import; each is a file beside the CLI, built or not as the CLI itself is. */
export type Program = 'daemon/main' | 'daemon/offline' | 'daemon/witness' | 'wrap/hook-fallback';

/** Where a program is: `apps/<program>` with the ending of the files that are running (`.ts` in development, `.js` when built). */
export function programPath(program: Program): string {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return fileURLToPath(new URL(`../${program}${ending}`, import.meta.url));
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
