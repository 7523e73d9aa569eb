import type { JsonObject } from '../../core/encoding/json.ts';
import { textAt } from './rpc.ts';

const SEPARATOR = '__';

/** Whether a server may be called so: its name and the separator must be told apart in every tool's name. */
export function isServerName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]|_(?!_)){0,39}$/.test(name) && !name.endsWith('_');
}

/** The name under which many servers' tools and prompts are told apart. */
export function qualifiedName(server: string, name: string): string {
  return `${server}${SEPARATOR}${name}`;
}

/** The server and the server's own name of it; null for a name without a namespace. */
export function splitName(name: string): { readonly server: string; readonly own: string } | null {
  const at = name.indexOf(SEPARATOR);
  return at <= 0 ? null : { server: name.slice(0, at), own: name.slice(at + SEPARATOR.length) };
}

/** List entries under their namespace; the rest of each entry stays as it is. */
export function qualifyItems(server: string, items: readonly JsonObject[]): readonly JsonObject[] {
  return items.map((item) => {
    const name = textAt(item, 'name');
    return name === null ? item : { ...item, name: qualifiedName(server, name) };
  });
}
