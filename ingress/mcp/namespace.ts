import type { JsonObject } from '../../core/encoding/json.ts';
import { offerKindOf } from '../../core/trust/offer-kind.ts';
import { textAt } from './rpc.ts';

const SEPARATOR = '__';

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

/**
 * How policy names the tool of a server: as agents do that reach it without us, so that a rule holds on every way to it. Pins
 * and profiles know the tool by it too.
 */
function policyName(server: string, tool: string): string {
  return `mcp__${server}__${tool}`;
}

/** The name under which a `tools/call` is proposed. One that no tool may have is not mistaken for what it names otherwise. */
export function calledName(tool: string): string {
  return offerKindOf(tool) === null ? tool : `tool:${tool}`;
}

/** The tool as the gateway is asked about it. */
export function toolReference(call: {
  readonly server: string;
  readonly tool: string;
  readonly digest: string | null;
}): { readonly name: string; readonly origin: string; readonly digest: string | null } {
  const { server, tool, digest } = call;
  return { name: policyName(server, tool), origin: `mcp:${server}`, digest };
}
