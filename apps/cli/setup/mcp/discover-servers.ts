import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { toCliError } from '../../cli-error.ts';
import type { Environment } from '../../environment.ts';
import { launcherPath } from '../../paths.ts';
import { readText } from '../settings-file.ts';
import type { McpServer } from './find-servers.ts';
import { type McpFile, mcpFiles } from './mcp-files.ts';
import { planServers, type ServerPlan } from './plan-servers.ts';

/** A file that names MCP servers, or that could not be read. */
export type FoundFile = { readonly file: McpFile; readonly plan: ServerPlan };

/**
 * Looks into every file on this machine and in this project that may name MCP servers, and plans how they would be wrapped.
 *
 * Changes nothing. A file that two agents reach, or by two ways, counts once. `pending` holds the new texts of files that would be
 * changed before, by their real paths.
 */
export function discoverServers(
  environment: Environment,
  pending: ReadonlyMap<string, string> = new Map(),
): readonly FoundFile[] {
  const seen = new Set<string>();
  return mcpFiles(environment).flatMap((file) => {
    const real = realPath(file.path);
    if (real === null || seen.has(real)) return [];
    seen.add(real);
    const plan = planOf(file, pending.get(real));
    return plan.servers.length > 0 || plan.problem !== null ? [{ file, plan }] : [];
  });
}

/** The file that a path leads to; the path itself where a link leads nowhere, null where there is nothing. */
export function realPath(path: string): string | null {
  if (existsSync(path)) return realpathSync(path);
  return isThere(path) ? path : null;
}

/** A server with where it is named, as it is told to people and programs. */
export type NamedServer = McpServer & { readonly file: McpFile };

/** The servers of files that are in one of some states. */
export function serversIn(files: readonly FoundFile[], states: readonly McpServer['state'][]): readonly NamedServer[] {
  return files.flatMap(({ file, plan }) =>
    plan.servers.filter(({ state }) => states.includes(state)).map((server) => ({ ...server, file })),
  );
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A part of the path is no folder: there is no such file.
    return false;
  }
}

function planOf(file: McpFile, pending: string | undefined): ServerPlan {
  try {
    const text = pending ?? readText(file.path) ?? '';
    const plan = planServers(file, { text, launcher: launcherPath() });
    return plan.problem === null
      ? plan
      : { ...plan, problem: `read ${file.path}: ${plan.problem}, want servers that can be wrapped` };
  } catch (error) {
    return { servers: [], problem: toCliError(error).message, change: null };
  }
}
