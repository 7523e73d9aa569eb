import type { FileOperation } from './analyse-file.ts';
import type { ShellLanguage } from './analyse-shell.ts';
import type { UrlUse } from './analyse-url.ts';
import type { EffectClass } from './effect.ts';

/**
 * A file argument: `orCwd` when it may be missing and means the working directory, `wholeTree` when all below is read,
 * `isList` when it may be a list of paths.
 */
type FileUse = {
  readonly kind: 'file';
  readonly operation: FileOperation;
  readonly argument: string;
  readonly orCwd?: boolean;
  readonly wholeTree?: boolean;
  readonly isList?: boolean;
};

/** What a built-in tool of an agent does with one of its arguments. */
export type ArgumentUse =
  | FileUse
  | { readonly kind: 'url'; readonly use: UrlUse; readonly argument: string }
  | { readonly kind: 'shell'; readonly argument: string; readonly language: ShellLanguage }
  | { readonly kind: 'patch'; readonly argument: string }
  /** The address of a resource of an MCP server. */
  | { readonly kind: 'resource'; readonly argument: string }
  /** A plan: the diffs of its steps. */
  | { readonly kind: 'plan'; readonly argument: string }
  | { readonly kind: 'effect'; readonly class: EffectClass; readonly argument: string | null };

function file(
  operation: FileOperation,
  argument: string,
  { orCwd = false, wholeTree = false, isList = false } = {},
): ArgumentUse {
  return { kind: 'file', operation, argument, orCwd, wholeTree, isList };
}

const NOTHING: readonly ArgumentUse[] = [];

/** Where the searches of Copilot CLI look: versions differ in the name, and both are looked at. */
function searched({ wholeTree }: { readonly wholeTree: boolean }): readonly ArgumentUse[] {
  return ['path', 'paths'].map((argument) => file('read', argument, { orCwd: true, wholeTree, isList: true }));
}

/**
 * The built-in tools of the agents we know, by origin and name: which argument reads, writes, runs or connects.
 *
 * A tool that only touches the agent's own notes has no effects. A tool that is not listed is analysed by its arguments and
 * counts as `unknown`.
 */
export const TOOL_CATALOGUE: { readonly [origin: string]: { readonly [tool: string]: readonly ArgumentUse[] } } = {
  'builtin:claude-code': {
    Read: [file('read', 'file_path')],
    NotebookRead: [file('read', 'notebook_path')],
    Glob: [file('read', 'path', { orCwd: true })],
    Grep: [file('read', 'path', { orCwd: true, wholeTree: true })],
    LS: [file('read', 'path', { orCwd: true })],
    LSP: [file('read', 'file_path', { orCwd: true })],
    Write: [file('write', 'file_path')],
    Edit: [file('write', 'file_path')],
    MultiEdit: [file('write', 'file_path')],
    NotebookEdit: [file('write', 'notebook_path')],
    Bash: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    PowerShell: [{ kind: 'shell', argument: 'command', language: 'powershell' }],
    WebFetch: [{ kind: 'url', use: 'fetch', argument: 'url' }],
    WebSearch: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    Agent: [{ kind: 'effect', class: 'agent.spawn', argument: 'description' }],
    Task: [{ kind: 'effect', class: 'agent.spawn', argument: 'description' }],
    BashOutput: NOTHING,
    TaskOutput: NOTHING,
    KillShell: [{ kind: 'effect', class: 'process.signal', argument: 'shell_id' }],
    TaskStop: [{ kind: 'effect', class: 'process.signal', argument: 'task_id' }],
    TodoWrite: NOTHING,
    TaskCreate: NOTHING,
    TaskUpdate: NOTHING,
    TaskList: NOTHING,
    TaskGet: NOTHING,
    AskUserQuestion: NOTHING,
    EnterPlanMode: NOTHING,
    ExitPlanMode: NOTHING,
    ToolSearch: NOTHING,
    ListMcpResourcesTool: NOTHING,
    ReadMcpResourceTool: [{ kind: 'resource', argument: 'uri' }],
  },
  'builtin:countersign': {
    list_files: [file('read', 'path')],
    read_file: [file('read', 'path', { isList: true })],
    write_file: [file('write', 'path')],
    apply_diff: [{ kind: 'patch', argument: 'diff' }],
    propose_plan: [{ kind: 'plan', argument: 'plan' }],
    run_test: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    git_commit: [{ kind: 'effect', class: 'git.commit', argument: 'message' }, file('read', 'paths', { isList: true })],
    undo: [file('write', 'paths', { isList: true })],
    use_secret: [{ kind: 'effect', class: 'secret.read', argument: 'secret' }],
    broker_git_push: [
      { kind: 'effect', class: 'git.push', argument: 'branch' },
      { kind: 'url', use: 'fetch', argument: 'remote' },
    ],
    broker_npm_publish: [file('read', 'tarball'), { kind: 'url', use: 'upload', argument: 'registry' }],
    broker_read: [{ kind: 'url', use: 'fetch', argument: 'url' }],
    broker_send: [{ kind: 'url', use: 'upload', argument: 'url' }],
  },
  'builtin:codex': {
    Bash: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    apply_patch: [{ kind: 'patch', argument: 'command' }],
    view_image: [file('read', 'path')],
    spawn_agent: [{ kind: 'effect', class: 'agent.spawn', argument: 'message' }],
    update_plan: NOTHING,
    request_user_input: NOTHING,
    list_mcp_resources: NOTHING,
    list_mcp_resource_templates: NOTHING,
    read_mcp_resource: [{ kind: 'resource', argument: 'uri' }],
  },
  'builtin:gemini-cli': {
    run_shell_command: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    read_file: [file('read', 'file_path')],
    list_directory: [file('read', 'dir_path', { orCwd: true })],
    glob: [file('read', 'dir_path', { orCwd: true })],
    grep_search: [file('read', 'dir_path', { orCwd: true, wholeTree: true })],
    search_file_content: [file('read', 'dir_path', { orCwd: true, wholeTree: true })],
    write_file: [file('write', 'file_path')],
    replace: [file('write', 'file_path')],
    web_fetch: [{ kind: 'effect', class: 'net.fetch', argument: 'prompt' }],
    google_web_search: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    save_memory: [{ kind: 'effect', class: 'config.modify', argument: 'fact' }],
    write_todos: NOTHING,
    ask_user: NOTHING,
    enter_plan_mode: NOTHING,
    exit_plan_mode: NOTHING,
  },
  'builtin:cursor': {
    Shell: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    Read: [file('read', 'file_path')],
    Grep: [file('read', 'file_path', { orCwd: true, wholeTree: true })],
    Write: [file('write', 'file_path')],
    Edit: [file('write', 'file_path')],
    StrReplace: [file('write', 'file_path')],
    Delete: [file('delete', 'file_path')],
    Task: [{ kind: 'effect', class: 'agent.spawn', argument: 'task' }],
    TodoWrite: NOTHING,
  },
  'builtin:copilot-cli': {
    bash: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    powershell: [{ kind: 'shell', argument: 'command', language: 'powershell' }],
    view: [file('read', 'path')],
    glob: searched({ wholeTree: false }),
    grep: searched({ wholeTree: true }),
    rg: searched({ wholeTree: true }),
    create: [file('write', 'path')],
    edit: [file('write', 'path')],
    str_replace_editor: [file('write', 'path')],
    apply_patch: [{ kind: 'patch', argument: 'input' }],
    web_fetch: [{ kind: 'url', use: 'fetch', argument: 'url' }],
    web_search: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    task: [{ kind: 'effect', class: 'agent.spawn', argument: 'prompt' }],
    stop_bash: [{ kind: 'effect', class: 'process.signal', argument: 'shellId' }],
    read_bash: NOTHING,
    list_bash: NOTHING,
    read_agent: NOTHING,
    list_agents: NOTHING,
    ask_user: NOTHING,
    update_todo: NOTHING,
    report_intent: NOTHING,
  },
  'builtin:opencode': {
    bash: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    read: [file('read', 'filePath')],
    lsp: [file('read', 'filePath')],
    list: [file('read', 'path', { orCwd: true })],
    glob: [file('read', 'path', { orCwd: true })],
    grep: [file('read', 'path', { orCwd: true, wholeTree: true })],
    write: [file('write', 'filePath')],
    edit: [file('write', 'filePath')],
    multiedit: [file('write', 'filePath')],
    patch: [{ kind: 'patch', argument: 'patchText' }],
    apply_patch: [{ kind: 'patch', argument: 'patchText' }],
    webfetch: [{ kind: 'url', use: 'fetch', argument: 'url' }],
    websearch: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    codesearch: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    task: [{ kind: 'effect', class: 'agent.spawn', argument: 'prompt' }],
    todowrite: NOTHING,
    todoread: NOTHING,
    question: NOTHING,
  },
  'builtin:opencode-2': {
    shell: [{ kind: 'shell', argument: 'command', language: 'shell' }],
    read: [file('read', 'path')],
    glob: [file('read', 'path', { orCwd: true })],
    grep: [file('read', 'path', { orCwd: true, wholeTree: true })],
    write: [file('write', 'path')],
    edit: [file('write', 'path')],
    patch: [{ kind: 'patch', argument: 'patchText' }],
    webfetch: [{ kind: 'url', use: 'fetch', argument: 'url' }],
    websearch: [{ kind: 'effect', class: 'net.fetch', argument: 'query' }],
    subagent: [{ kind: 'effect', class: 'agent.spawn', argument: 'prompt' }],
    todowrite: NOTHING,
    question: NOTHING,
  },
};

const INDEX: ReadonlyMap<string, ReadonlyMap<string, readonly ArgumentUse[]>> = new Map(
  Object.entries(TOOL_CATALOGUE).map(([origin, tools]) => [origin, new Map(Object.entries(tools))]),
);

/** How a catalogued tool uses its arguments; null for a tool that is not in the catalogue. */
export function cataloguedUses(origin: string, tool: string): readonly ArgumentUse[] | null {
  return INDEX.get(origin)?.get(tool) ?? null;
}
