import { readFileSync } from 'node:fs';

/** Environment variables, as a program was given them. */
export type Variables = { readonly [name: string]: string | undefined };

/** Where the gateway keeps its state: the same place for everything that an agent spawns. */
export function stateDirectory({ COUNTERSIGN_STATE: own, XDG_STATE_HOME: state, HOME: home }: Variables): string {
  return own || `${state || `${home ?? ''}/.local/state`}/countersign`;
}

/** The first line of a state file, such as a token. Empty when it cannot be read; what needs it then says so. */
export function firstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').split('\n', 1)[0] ?? '';
  } catch {
    return '';
  }
}
