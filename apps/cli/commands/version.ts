import { readFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { packageDir } from '../paths.ts';

/** The version of this installation, as its package says. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(`${packageDir()}/package.json`, 'utf8')) as {
    readonly version?: unknown;
  };
  return typeof version === 'string' ? version : 'unknown';
}

/** Prints the version. */
export const version: Command = {
  path: ['version'],
  summary: 'print the version of Countersign and of Node',
  examples: [{ line: 'countersign version', does: 'also: countersign --version' }],
  run: async (invocation, { terminal }) => {
    const found = {
      countersign: readVersion(),
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    };
    if (invocation.json) terminal.json(found);
    else terminal.out(`countersign ${found.countersign} (node ${found.node}, ${found.platform})`);
    return EXIT.ok;
  },
};
