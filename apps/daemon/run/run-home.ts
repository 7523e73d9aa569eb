import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxFile } from '../../../ports/sandbox.ts';
import { addClaudeCodeHooks } from '../../../sdk/claude-code-settings.ts';
import { codexHookGroups } from '../../../sdk/codex-hooks.ts';
import { copilotCliHookGroups } from '../../../sdk/copilot-cli-hooks.ts';
import { cursorHookGroups } from '../../../sdk/cursor-hooks.ts';
import { geminiCliHookGroups } from '../../../sdk/gemini-cli-hooks.ts';
import { addHookGroups } from '../../../sdk/hook-groups.ts';
import { OPENCODE_PLUGIN_FILE, openCodePlugin } from '../../../sdk/opencode-plugin.ts';
import type { WireJsonObject } from '../../../sdk/wire.ts';

/** Where the hooks of agents are inside, below the home. Its name tells `doctor` and people whose they are. */
const SHIM = '.countersign/hook-shim.sh';
const SHIM_HELPER = '.countersign/hook-shim.bash';
/** Read by the shim. It is no secret: the door knows who calls, and replaces it. */
const TOKEN = '.countersign/agent.token';

/** An agent that is connected inside: the programs it is started by, and its settings. */
type InsideAgent = {
  /** As the gateway knows it. */
  readonly name: string;
  readonly title: string;
  readonly programs: readonly string[];
  /** Settings by their place below the home; a text is a file as it stands. */
  readonly files: (shim: string, workspace: string) => Readonly<Record<string, WireJsonObject | string>>;
};

/** Agents whose hooks are set in the private home of a run. */
const AGENTS: readonly InsideAgent[] = [
  {
    name: 'claude-code',
    title: 'Claude Code',
    programs: ['claude'],
    files: (command, workspace) => ({
      '.claude/settings.json': addClaudeCodeHooks({}, { kind: 'command', command }),
      // Without these it asks its first questions anew in every run.
      '.claude.json': {
        hasCompletedOnboarding: true,
        projects: { [workspace]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
      },
    }),
  },
  {
    name: 'codex',
    title: 'Codex',
    programs: ['codex'],
    files: (command) => ({ '.codex/hooks.json': addHookGroups({}, codexHookGroups(command)) }),
  },
  {
    name: 'gemini-cli',
    title: 'Gemini CLI',
    programs: ['gemini'],
    files: (command) => ({ '.gemini/settings.json': addHookGroups({}, geminiCliHookGroups(command)) }),
  },
  {
    name: 'cursor',
    title: 'Cursor',
    programs: ['cursor-agent'],
    files: (command) => ({ '.cursor/hooks.json': addHookGroups({}, cursorHookGroups(command)) }),
  },
  {
    name: 'copilot-cli',
    title: 'Copilot CLI',
    programs: ['copilot'],
    files: (command) => ({ '.copilot/hooks/countersign.json': addHookGroups({}, copilotCliHookGroups(command)) }),
  },
  {
    name: 'opencode',
    title: 'OpenCode',
    programs: ['opencode'],
    files: (command) => ({ [`.config/opencode/plugins/${OPENCODE_PLUGIN_FILE}`]: openCodePlugin(command) }),
  },
];

/** The private home of a run: its files, and the agent that was connected in it; null where the program is none we know. */
export type RunHome = {
  readonly files: readonly SandboxFile[];
  readonly agent: { readonly name: string; readonly title: string } | null;
  readonly variables: Readonly<Record<string, string>>;
};

/** Who makes commits inside, where that is known. */
export type Author = { readonly name: string; readonly email: string };

/**
 * Makes the private home of a run: hooks of the agent that its program is, and git's author. Nothing of the person's own home is in
 * it, least of all a login.
 */
export function runHome({
  path,
  program,
  workspace,
  packageDirectory,
  address,
}: {
  readonly path: string;
  readonly program: string;
  readonly workspace: string;
  readonly packageDirectory: string;
  /** Where the gateway answers inside. */
  readonly address: string;
}): RunHome {
  const name = program.split('/').at(-1) ?? '';
  const agent = AGENTS.find(({ programs }) => programs.includes(name)) ?? null;
  const settings = agent === null ? {} : agent.files(join(path, SHIM), workspace);
  const wrap = join(packageDirectory, 'apps/wrap');
  return {
    agent: agent === null ? null : { name: agent.name, title: agent.title },
    files: [
      ...Object.entries(settings).map(([at, value]) => textFile(at, textOf(value))),
      { path: SHIM, contents: readFileSync(join(wrap, 'hook-shim.sh')), isExecutable: true },
      { path: SHIM_HELPER, contents: readFileSync(join(wrap, 'hook-shim.bash')), isExecutable: true },
      textFile(TOKEN, 'inside\n'),
    ],
    variables: { COUNTERSIGN_ADDRESS: address, COUNTERSIGN_HOOK_TOKEN_FILE: join(path, TOKEN) },
  };
}

function textOf(value: WireJsonObject | string): string {
  return typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
}

function textFile(path: string, text: string): SandboxFile {
  return { path, contents: Buffer.from(text) };
}
