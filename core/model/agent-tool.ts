import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';

/** A tool as actions name it. */
export type NamedTool = { readonly name: string; readonly origin: string; readonly args: JsonObject };

type Tools = { readonly [name: string]: (args: JsonObject) => NamedTool | null };

/** What runs shell lines or changes files, under the names that models know it by, as Codex's own tools, which are catalogued. */
const OPENAI_TOOLS: Tools = {
  shell: (args) => shellOf(args, args['commands'] === undefined ? wordsOf(args['command']) : linesOf(args['commands'])),
  local_shell: (args) => shellOf(args, wordsOf(args['command'])),
  shell_command: (args) => shellOf(args, linesOf(args['command'])),
  exec_command: (args) => shellOf(args, linesOf(args['cmd'])),
  apply_patch: (args) => patchOf(args['path'] === undefined ? (args['input'] ?? args['patch']) : patchText(args)),
};

const ANTHROPIC_TOOLS: Tools = { bash: (args) => shellOf(args, linesOf(args['command'])) };

/** Agents whose models call tools by other names than their hooks report. */
const BY_AGENT: { readonly [agent: string]: Tools } = { codex: OPENAI_TOOLS };

/**
 * Says which tool a model's call means, so that it is analysed and recorded like the same call at the agent's hook.
 *
 * An agent's tools are its own (`builtin:<agent>`), those of MCP servers the server's (`mcp:<server>`). Of a program that nobody
 * knows only the tools that the provider itself defines are known (`isDefined`), by what they run; all others are `api`.
 */
export function agentTool(
  { name, args }: { readonly name: string; readonly args: JsonObject },
  { agent, isDefined }: { readonly agent: string | null; readonly isDefined: boolean },
): NamedTool {
  if (name.startsWith('mcp__')) return { name, origin: `mcp:${serverOf(name)}`, args };
  if (agent !== null) return named(BY_AGENT[agent] ?? {}, { name, args }) ?? { name, origin: `builtin:${agent}`, args };
  const known = isDefined ? named({ ...OPENAI_TOOLS, ...ANTHROPIC_TOOLS }, { name, args }) : null;
  return known ?? { name, origin: 'api', args };
}

function named(tools: Tools, { name, args }: { readonly name: string; readonly args: JsonObject }): NamedTool | null {
  return Object.hasOwn(tools, name) ? (tools[name]?.(args) ?? null) : null;
}

function serverOf(name: string): string {
  const rest = name.slice('mcp__'.length);
  const end = rest.indexOf('__');
  return end > 0 ? rest.slice(0, end) : rest || 'unknown';
}

/** A shell call with where and in which environment it would run, as one script. Null where its text is none. */
function shellOf(args: JsonObject, script: string | null): NamedTool | null {
  if (script === null) return null;
  const folder = args['workdir'] ?? args['working_directory'];
  const place = typeof folder === 'string' && folder !== '' ? [`cd ${quoted(folder)}`] : [];
  const env = isJsonObject(args['env']) ? Object.entries(args['env']) : [];
  const exports = env.map(([name, value]) => `export ${quoted(`${name}=${typeof value === 'string' ? value : ''}`)}`);
  const command = [...place, ...exports, script].join('\n');
  return { name: 'Bash', origin: 'builtin:codex', args: { command } };
}

/** One program with its arguments, or a line. */
function wordsOf(command: Json | undefined): string | null {
  if (!Array.isArray(command)) return typeof command === 'string' ? command : null;
  return command.every((word) => typeof word === 'string') ? command.map(quoted).join(' ') : null;
}

/** One line, or several. */
function linesOf(command: Json | undefined): string | null {
  if (!Array.isArray(command)) return typeof command === 'string' ? command : null;
  return command.every((line) => typeof line === 'string') ? command.join('\n') : null;
}

function quoted(word: string): string {
  const isPlain = word !== '' && [...word].every((character) => PLAIN.includes(character));
  return isPlain ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,@+';

function patchOf(text: Json | undefined): NamedTool | null {
  return typeof text === 'string' ? { name: 'apply_patch', origin: 'builtin:codex', args: { command: text } } : null;
}

const HEADERS: { readonly [type: string]: string } = {
  create_file: 'Add',
  update_file: 'Update',
  delete_file: 'Delete',
};

/** One operation on one file as the patch that it stands for; undefined for an operation that is not known. */
function patchText({ type, path, diff }: JsonObject): string | undefined {
  const header = typeof type === 'string' && Object.hasOwn(HEADERS, type) ? HEADERS[type] : undefined;
  if (header === undefined || typeof path !== 'string' || path.includes('\n')) return undefined;
  const body = typeof diff === 'string' ? [diff] : [];
  return ['*** Begin Patch', `*** ${header} File: ${path}`, ...body, '*** End Patch'].join('\n');
}
