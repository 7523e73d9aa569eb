import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../cli-error.ts';
import { AGENTS, type AgentConnection, type AgentName, type OwnFile } from './agents.ts';
import type { PlannedChange } from './apply-change.ts';
import { maskSource, namesSecret, type Showing } from './mcp/mask-secrets.ts';
import { readJsonSource } from './mcp/read-json-source.ts';
import { formatSettings, readSettingsFile, readText } from './settings-file.ts';

/** Works out the change that connects an agent; null when its settings are right already. Touches nothing. */
export function planConnection(
  agent: AgentName,
  { path, connection }: { readonly path: string; readonly connection: AgentConnection },
): PlannedChange | null {
  const setup = AGENTS[agent];
  if (setup.kind === 'file') return planFile(setup, { agent, path, connection });
  const file = readSettingsFile(path);
  const value = setup.add(file.value, connection);
  if (isDeepStrictEqual(value, file.value)) return null;
  const after = formatSettings(value, file);
  const shown = { before: showSettings(path, file.text ?? ''), after: showSettings(path, after) };
  return { agent, path, before: file.text, after, servers: null, shown };
}

/** Raises `failed` for a file of that name that is not ours: it is never replaced. */
function planFile(
  setup: OwnFile,
  {
    agent,
    path,
    connection,
  }: { readonly agent: AgentName; readonly path: string; readonly connection: AgentConnection },
): PlannedChange | null {
  const before = readText(path);
  const after = setup.text(connection);
  if (before === after) return null;
  if (before !== null && !setup.isOurs(before)) {
    throw new CliError('failed', `write ${path}: found a file of somebody else, want none or one of ours`, {
      remedies: ['Give the file another name; nothing was changed.'],
    });
  }
  return { agent, path, before, after, servers: null, shown: { before: before ?? '', after } };
}

/** Settings as they may be shown. Raises `failed` for an object with a key twice: writing it back would lose one. */
function showSettings(path: string, text: string): string {
  if (text.trim() === '') return text;
  const source = readJsonSource(text);
  if (source.ok) return maskSource(source.value, showing);
  throw new CliError('failed', `read ${path}: ${source.failure}, want an agent's settings`, {
    remedies: ['Mend the file by hand; nothing was changed.'],
  });
}

const SECRET_TABLES: ReadonlySet<string> = new Set(['env', 'environment', 'headers', 'oauth', 'oauthAccount']);

/** Whatever an environment, headers or a key with a telling name hold is not shown; texts are shown without what looks like a secret. */
function showing(path: readonly string[]): Showing {
  const isSecret = path.some((key) => SECRET_TABLES.has(key)) || namesSecret(path.at(-1) ?? '');
  return isSecret ? 'nothing' : 'arguments';
}
