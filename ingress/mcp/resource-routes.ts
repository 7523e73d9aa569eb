import type { JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import { textAt } from './rpc.ts';

/** Addresses remembered at most; the oldest is forgotten first. Templates beyond it are not remembered. */
const MAX_REMEMBERED = 10_000;

/** An address that a server claims although another one has it. */
export type Shadowed = { readonly address: string; readonly owner: string };

/**
 * Which server has which resource, learnt from what servers listed and answered. Addresses themselves are never changed.
 *
 * Invariant: whoever claims an address first keeps it. A later claim, of the address itself, of a template over it or of a
 * template inside another's, is a shadow: it is not followed, and whoever lists it is told.
 */
export class ResourceRoutes {
  private readonly servers = new Map<string, string>();
  private readonly templates = new Map<string, string>();

  /** Remembers every address in a list of resources or templates; answers the entries that are the server's to have. */
  learnList(
    server: string,
    items: readonly JsonObject[],
  ): { readonly own: readonly JsonObject[]; readonly shadowed: readonly Shadowed[] } {
    const own: JsonObject[] = [];
    const shadowed: Shadowed[] = [];
    for (const item of items) {
      const uri = textAt(item, 'uri');
      const start = textAt(item, 'uriTemplate')?.split('{', 1)[0] ?? '';
      const address = uri ?? start;
      const owner = this.claim(server, { uri, start });
      if (owner === server) own.push(item);
      else shadowed.push({ address, owner });
    }
    return { own, shadowed };
  }

  /** Remembers the addresses that a tool's result points to, as far as nobody has them. */
  learnResult(server: string, result: JsonObject): void {
    const { content } = result;
    for (const block of Array.isArray(content) ? content : []) {
      if (!isJsonObject(block)) continue;
      const embedded = block['resource'];
      const uri = block['type'] === 'resource_link' ? textAt(block, 'uri') : null;
      const inside = isJsonObject(embedded) ? textAt(embedded, 'uri') : null;
      for (const address of [uri, inside]) if (address !== null) this.claim(server, { uri: address, start: '' });
    }
  }

  /** The server that has the address, or a template that begins like it (the longest wins); null when nobody is known. */
  find(uri: string): string | null {
    const known = this.servers.get(uri);
    if (known !== undefined) return known;
    let best = '';
    for (const prefix of this.templates.keys())
      if (uri.startsWith(prefix) && prefix.length > best.length) best = prefix;
    return this.templates.get(best) ?? null;
  }

  /** Answers who has the address from now on: the claimant where nobody else did. */
  private claim(server: string, { uri, start }: { readonly uri: string | null; readonly start: string }): string {
    const address = uri ?? start;
    const owner = address === '' ? server : (this.find(address) ?? server);
    if (owner !== server || address === '') return owner;
    if (uri !== null) this.remember(uri, server);
    else if (this.templates.size < MAX_REMEMBERED) this.templates.set(start, server);
    return server;
  }

  private remember(uri: string, server: string): void {
    this.servers.delete(uri);
    this.servers.set(uri, server);
    if (this.servers.size <= MAX_REMEMBERED) return;
    const [oldest] = this.servers.keys();
    if (oldest !== undefined) this.servers.delete(oldest);
  }
}
