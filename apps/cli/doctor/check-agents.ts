import { existsSync, readFileSync } from 'node:fs';
import { codexHookGroups } from '../../../sdk/codex-hooks.ts';
import { copilotCliHookGroups } from '../../../sdk/copilot-cli-hooks.ts';
import { cursorHookGroups } from '../../../sdk/cursor-hooks.ts';
import { GEMINI_CLI_HOOK_NAME, geminiCliHookGroups } from '../../../sdk/gemini-cli-hooks.ts';
import { type HookGroups, isObject, readHookGroups } from '../../../sdk/hook-groups.ts';
import { openCodePlugin } from '../../../sdk/opencode-plugin.ts';
import { toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import type { Environment } from '../environment.ts';
import { codexPaths, copilotPaths, geminiPaths, launcherPath } from '../paths.ts';
import { AGENTS, type AgentName, isOnMachine } from '../setup/agents.ts';
import { readSettingsFile, readText } from '../setup/settings-file.ts';
import { type Finding, finding } from './finding.ts';

/** An agent beside Claude Code: its hooks, where they may stand, what turns them off, and what it lets through. */
type Checked = {
  readonly name: AgentName;
  readonly title: string;
  /** Our hooks in its settings, or the file that is ours alone. */
  readonly hooks: HookGroups | { readonly text: string };
  /** The setting that turns every hook off, with its file; null when none does. */
  readonly offIn: (environment: Environment) => { readonly path: string; readonly setting: string } | null;
  /** What nobody can see from here. */
  readonly unseen: string;
  /** What it lets through whatever its settings are, and what that takes from the score. */
  readonly open: string;
  readonly points: number;
};

const NOTHING_OFF: Checked['offIn'] = () => null;

function checkedAgents(): readonly Checked[] {
  return [
    {
      name: 'codex',
      title: 'Codex',
      hooks: codexHookGroups(launcherPath()),
      offIn: codexOff,
      unseen: '; whether they are trusted only /hooks in Codex shows',
      open: 'Codex goes on when a hook is killed, missing, not trusted or slower than its time-out, and asks about no input to a shell that runs; nothing in its settings can change that',
      points: 8,
    },
    {
      name: 'gemini-cli',
      title: 'Gemini CLI',
      hooks: geminiCliHookGroups(launcherPath()),
      offIn: geminiOff,
      unseen: '',
      open: 'Gemini CLI goes on when a hook is killed, missing or slower than its time-out; nothing in its settings can change that',
      points: 8,
    },
    {
      name: 'cursor',
      title: 'Cursor',
      hooks: cursorHookGroups(launcherPath()),
      offIn: NOTHING_OFF,
      unseen: '; whether it runs them only Settings > Hooks in Cursor shows',
      open: 'Cursor blocks where our hook fails only if it honours failClosed, which we have read of and not tried; Tab completions read and edit files unasked',
      points: 3,
    },
    {
      name: 'copilot-cli',
      title: 'Copilot CLI',
      hooks: copilotCliHookGroups(launcherPath()),
      offIn: copilotOff,
      unseen: '',
      open: 'Copilot CLI goes by its own rules alone when a hook is slower than its time-out; nothing in its settings can change that',
      points: 5,
    },
    {
      name: 'opencode',
      title: 'OpenCode',
      hooks: { text: openCodePlugin(launcherPath()) },
      offIn: NOTHING_OFF,
      unseen: '; whether it could be loaded only the log of OpenCode shows',
      open: 'OpenCode goes on without a plugin that it cannot load, and lets later plugins change a call that we allowed; nothing in its settings can change that',
      points: 5,
    },
  ];
}

/** Whether the agents beside Claude Code that are on this machine ask us, and what they let through when a hook fails. */
export function agentFindings({ environment }: Context): readonly Finding[] {
  return checkedAgents()
    .filter(({ name }) => isOnMachine(name, environment))
    .flatMap((agent) => [
      presence(agent, environment),
      finding({ name: `${agent.name} block`, points: agent.points }, { ok: false, found: agent.open, fix: '' }),
    ]);
}

function presence(agent: Checked, environment: Environment): Finding {
  const named = { name: `${agent.name} hooks`, points: 12 };
  const fix = `countersign init ${agent.name}`;
  const off = agent.offIn(environment);
  if (off !== null) {
    const found = `${off.path} says ${off.setting}: no hook runs, ours neither`;
    return finding(named, { ok: false, found, fix: `take ${off.setting} out of ${off.path}` });
  }
  const { user, project } = AGENTS[agent.name].paths(environment);
  const { hooks } = agent;
  const inspected = [user, project].map((path) =>
    'text' in hooks ? lackingFile(path, hooks.text) : lackingIn(path, hooks),
  );
  const [best] = inspected.toSorted((one, two) => one.lacks.length - two.lacks.length);
  if (best !== undefined && best.lacks.length === 0) {
    const what = 'text' in hooks ? 'every tool' : 'every event, every tool';
    const found = `${what}, in ${best.path}${agent.unseen}`;
    return finding(named, { ok: true, found, fix: '' });
  }
  const problem = inspected.find((one) => one.problem !== null)?.problem;
  const lacking = best?.isPartly === true ? `${best.path} lacks or changes ${best.lacks.join(', ')}` : null;
  return finding(named, {
    ok: false,
    found: problem ?? lacking ?? `${agent.title} does not ask us about anything`,
    fix,
  });
}

type Lacking = {
  readonly path: string;
  readonly lacks: readonly string[];
  /** Whether some of what is wanted is there. */
  readonly isPartly: boolean;
  readonly problem: string | null;
};

function lackingIn(path: string, hooks: HookGroups): Lacking {
  const events = Object.keys(hooks.groups);
  try {
    const states = readHookGroups(readSettingsFile(path).value, hooks);
    const lacks = events.filter((event) => states[event] !== 'installed');
    return { path, lacks, isPartly: lacks.length < events.length, problem: null };
  } catch (error) {
    return { path, lacks: events, isPartly: false, problem: toCliError(error).message };
  }
}

function lackingFile(path: string, wanted: string): Lacking {
  try {
    const text = readText(path);
    return { path, lacks: text === wanted ? [] : ['the plugin'], isPartly: text !== null, problem: null };
  } catch (error) {
    return { path, lacks: ['the plugin'], isPartly: false, problem: toCliError(error).message };
  }
}

function codexOff(environment: Environment): ReturnType<Checked['offIn']> {
  const files = [codexPaths(environment).config, `${environment.workDir}/.codex/config.toml`];
  const path = files.find((file) => turnsHooksOff(file));
  return path === undefined ? null : { path, setting: 'hooks = false' };
}

function geminiOff(environment: Environment): ReturnType<Checked['offIn']> {
  const { user, project } = geminiPaths(environment);
  for (const path of [user, project]) {
    const setting = geminiOffSetting(path);
    if (setting !== null) return { path, setting };
  }
  return null;
}

/** Our own file may be switched off, or every hook by other settings. */
function copilotOff(environment: Environment): ReturnType<Checked['offIn']> {
  const { user, project, settings } = copilotPaths(environment);
  const path = [...settings, user, project].find((file) => disablesAllHooks(file));
  return path === undefined ? null : { path, setting: 'disableAllHooks' };
}

function disablesAllHooks(path: string): boolean {
  try {
    return readSettingsFile(path).value['disableAllHooks'] === true;
  } catch {
    // A file that cannot be read is told of where its hooks are looked for.
    return false;
  }
}

function geminiOffSetting(path: string): string | null {
  try {
    const config = readSettingsFile(path).value['hooksConfig'];
    if (!isObject(config)) return null;
    if (config['enabled'] === false) return 'hooksConfig.enabled: false';
    const disabled = config['disabled'];
    const isNamed = Array.isArray(disabled) && disabled.includes(GEMINI_CLI_HOOK_NAME);
    return isNamed ? `${GEMINI_CLI_HOOK_NAME} in hooksConfig.disabled` : null;
  } catch {
    // A file that cannot be read is told of where its hooks are looked for.
    return null;
  }
}

/** Whether `[features]` of a config.toml, or the dotted key, says that hooks are off. Comments do not count. */
function turnsHooksOff(path: string): boolean {
  if (!existsSync(path)) return false;
  let section = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const text = (line.split('#', 1)[0] ?? '').replaceAll(' ', '').replaceAll('\t', '').trim();
    if (text.startsWith('[')) section = text;
    else if (section === '[features]' && text === 'hooks=false') return true;
    else if (section === '' && (text === 'features.hooks=false' || text === 'features={hooks=false}')) return true;
  }
  return false;
}
