import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the gateway's own tools are served with. */
export type OwnToolsSettings = {
  /** The folder that was named, absolute; null for the client's own. */
  readonly workspace: string | null;
  readonly waitMs: number;
};

const DEFAULT_WAIT_SECONDS = 50;
const MAX_WAIT_SECONDS = 600;

/** Said for `--help`, and after a command line that cannot be read. */
export const OWN_TOOLS_USAGE = `Usage: countersign mcp tools [--workspace DIR] [--wait SECONDS]

Serves the gateway's own tools to one MCP client: files are read and changed, checks run and commits made by the gateway.

Example: countersign mcp tools --workspace ~/project
`;

/** Reads the command line; raises Error with what was found and what is wanted. */
export function readOwnToolsSettings(words: readonly string[], cwd: string): OwnToolsSettings {
  const { values } = parseArgs({
    args: [...words],
    options: { workspace: { type: 'string' }, wait: { type: 'string' } },
  });
  return {
    workspace: values.workspace === undefined ? null : readFolder(resolve(cwd, values.workspace)),
    waitMs: readSeconds(values.wait ?? String(DEFAULT_WAIT_SECONDS)) * 1_000,
  };
}

function readFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new Error(`read --workspace: found no folder ${path}, want one that is there`);
}

function readSeconds(text: string): number {
  const value = text.length >= 1 && text.length <= 3 && [...text].every(isDigit) ? Number(text) : Number.NaN;
  if (value <= MAX_WAIT_SECONDS) return value;
  const found = JSON.stringify(text.slice(0, 40));
  throw new Error(`read --wait: found ${found}, want a number of seconds from 0 to ${MAX_WAIT_SECONDS}`);
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
