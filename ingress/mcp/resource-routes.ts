import type { JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import { textAt } from './rpc.ts';

/** Addresses remembered at most; the oldest is forgotten first. */
const MAX_REMEMBERED = 10_000;

/** Which server has which resource, learnt from what servers listed and answered. Addresses themselves are never changed. */
export class ResourceRoutes {
  private readonly servers = new Map<string, string>();
  private readonly templates = new Map<string, string>();

  /** Remembers every address in a list of resources or templates. */
  learnList(server: string, items: readonly JsonObject[]): void {
    for (const item of items) {
      const uri = textAt(item, 'uri');
      if (uri !== null) this.remember(uri, server);
      const template = textAt(item, 'uriTemplate');
      const prefix = template?.split('{', 1)[0] ?? '';
      if (prefix !== '' && this.templates.size < MAX_REMEMBERED) this.templates.set(prefix, server);
    }
  }

  /** Remembers the addresses that a tool's result points to. */
  learnResult(server: string, result: JsonObject): void {
    const { content } = result;
    for (const block of Array.isArray(content) ? content : []) {
      if (!isJsonObject(block)) continue;
      const embedded = block['resource'];
      const uri = block['type'] === 'resource_link' ? textAt(block, 'uri') : null;
      const inside = isJsonObject(embedded) ? textAt(embedded, 'uri') : null;
      if (uri !== null) this.remember(uri, server);
      if (inside !== null) this.remember(inside, server);
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

  private remember(uri: string, server: string): void {
    this.servers.delete(uri);
    this.servers.set(uri, server);
    if (this.servers.size <= MAX_REMEMBERED) return;
    const [oldest] = this.servers.keys();
    if (oldest !== undefined) this.servers.delete(oldest);
  }
}
