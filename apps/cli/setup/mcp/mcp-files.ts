import { resolve } from 'node:path';
import type { Environment } from '../../environment.ts';

/** An agent whose MCP servers are looked for, by the name that `init` takes where it connects that agent too. */
export type McpAgent =
  | 'claude-code'
  | 'claude-desktop'
  | 'codex'
  | 'copilot-cli'
  | 'cursor'
  | 'gemini-cli'
  | 'opencode'
  | 'vscode';

/** A file in which an agent looks for its MCP servers. */
export type McpFile = {
  readonly agent: McpAgent;
  readonly title: string;
  readonly path: string;
  /** Whether it counts for every project of this user, or stands in this project and is perhaps shared with others. */
  readonly scope: 'user' | 'project';
  readonly format: 'json' | 'toml';
  /** The tables that hold a server under each key; `*` stands for any key. */
  readonly places: readonly (readonly string[])[];
};

const SERVERS = [['mcpServers']];

/** Every file on this machine and in this project that may name MCP servers, whether it exists or not. */
export function mcpFiles(environment: Environment): readonly McpFile[] {
  return [
    ...claudeFiles(environment),
    ...codexFiles(environment),
    ...cursorFiles(environment),
    ...copilotFiles(environment),
    ...geminiFiles(environment),
    ...openCodeFiles(environment),
    ...editorFiles(environment),
  ];
}

function claudeFiles({ homeDir, claudeDir, workDir }: Environment): readonly McpFile[] {
  const named = { agent: 'claude-code', title: 'Claude Code', format: 'json' } as const;
  const places = [...SERVERS, ['projects', '*', 'mcpServers']];
  // With CLAUDE_CONFIG_DIR the file is in that folder, without it beside `.claude`.
  const paths = [`${homeDir}/.claude.json`, `${claudeDir}/.claude.json`];
  return [
    ...paths.map((path) => ({ ...named, scope: 'user', path, places }) as const),
    { ...named, scope: 'project', path: `${workDir}/.mcp.json`, places: SERVERS },
  ];
}

function codexFiles({ codexDir, workDir }: Environment): readonly McpFile[] {
  const named = { agent: 'codex', title: 'Codex', format: 'toml', places: [['mcp_servers']] } as const;
  return [
    { ...named, scope: 'user', path: `${codexDir}/config.toml` },
    { ...named, scope: 'project', path: `${workDir}/.codex/config.toml` },
  ];
}

function cursorFiles({ cursorDir, workDir }: Environment): readonly McpFile[] {
  const named = { agent: 'cursor', title: 'Cursor', format: 'json', places: SERVERS } as const;
  return [
    { ...named, scope: 'user', path: `${cursorDir}/mcp.json` },
    { ...named, scope: 'project', path: `${workDir}/.cursor/mcp.json` },
  ];
}

function copilotFiles({ copilotDir, workDir }: Environment): readonly McpFile[] {
  const named = { agent: 'copilot-cli', title: 'Copilot CLI', format: 'json', places: SERVERS } as const;
  return [
    { ...named, scope: 'user', path: `${copilotDir}/mcp-config.json` },
    { ...named, scope: 'project', path: `${workDir}/.github/mcp.json` },
  ];
}

function geminiFiles({ geminiDir, workDir }: Environment): readonly McpFile[] {
  const named = { agent: 'gemini-cli', title: 'Gemini CLI', format: 'json', places: SERVERS } as const;
  return [
    { ...named, scope: 'user', path: `${geminiDir}/settings.json` },
    { ...named, scope: 'project', path: `${workDir}/.gemini/settings.json` },
  ];
}

function openCodeFiles({ openCodeDir, workDir, variables }: Environment): readonly McpFile[] {
  // The second version keeps servers one level deeper.
  const places = [['mcp'], ['mcp', 'servers']];
  const named = { agent: 'opencode', title: 'OpenCode', format: 'json', places } as const;
  const custom = variables['OPENCODE_CONFIG'];
  const user = [...openCodeNames(openCodeDir), ...(custom ? [resolve(workDir, custom)] : [])];
  const project = [...openCodeNames(workDir), ...openCodeNames(`${workDir}/.opencode`)];
  return [
    ...user.map((path) => ({ ...named, scope: 'user', path }) as const),
    ...project.map((path) => ({ ...named, scope: 'project', path }) as const),
  ];
}

function openCodeNames(folder: string): readonly string[] {
  return [`${folder}/opencode.json`, `${folder}/opencode.jsonc`];
}

function editorFiles({ homeDir, workDir, variables }: Environment): readonly McpFile[] {
  const code = { agent: 'vscode', title: 'VS Code', format: 'json', places: [['servers']] } as const;
  const desktop = { agent: 'claude-desktop', title: 'Claude Desktop', format: 'json', places: SERVERS } as const;
  const config = variables['XDG_CONFIG_HOME'] || `${homeDir}/.config`;
  const dirs = [config, `${homeDir}/Library/Application Support`];
  return [
    { ...code, scope: 'project', path: `${workDir}/.vscode/mcp.json` },
    ...dirs.map((dir) => ({ ...code, scope: 'user', path: `${dir}/Code/User/mcp.json` }) as const),
    ...dirs.map((dir) => ({ ...desktop, scope: 'user', path: `${dir}/Claude/claude_desktop_config.json` }) as const),
  ];
}
