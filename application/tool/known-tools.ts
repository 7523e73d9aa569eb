import type { OfferedName } from '../../core/trust/find-shadowing.ts';
import { skeletonOf } from '../../core/trust/skeleton.ts';
import type { ToolPlace, ToolRecord } from '../../ports/tool-registry.ts';
import { GatewayError } from '../gateway-error.ts';

/** Most tools of all servers together: more than anybody can look at. */
const MAX_TOOLS = 10_000;
/** Most tools that one server has ever listed. */
const MAX_TOOLS_OF_SERVER = 2_000;

/** A tool as it is held in memory. */
export type KnownTool = ToolRecord & {
  /** Whether the accepted listing says that the tool only reads (see `saysItReads`); false while none was accepted. */
  readonly readsOnly: boolean;
};

/** Every tool that is known, in memory, without listings: found by server and name, and by what its name looks like. */
export class KnownTools {
  private readonly byServer = new Map<string, Map<string, KnownTool>>();
  private readonly bySkeleton = new Map<string, readonly OfferedName[]>();
  private count = 0;

  /** The tool, or null. */
  find({ server, name }: ToolPlace): KnownTool | null {
    return this.byServer.get(server)?.get(name) ?? null;
  }

  /** Remembers a tool, in place of what was known of it. */
  remember(record: KnownTool): void {
    const { server, name } = record;
    const tools = this.byServer.get(server) ?? new Map<string, KnownTool>();
    if (!tools.has(name)) {
      const skeleton = skeletonOf(name);
      this.bySkeleton.set(skeleton, [...this.alike(skeleton), { server, name }]);
      this.count += 1;
    }
    this.byServer.set(server, tools.set(name, record));
  }

  /** Forgets a tool. */
  forget({ server, name }: ToolPlace): void {
    const tools = this.byServer.get(server);
    if (tools?.delete(name) !== true) return;
    if (tools.size === 0) this.byServer.delete(server);
    const skeleton = skeletonOf(name);
    const alike = this.alike(skeleton).filter((one) => one.server !== server || one.name !== name);
    if (alike.length === 0) this.bySkeleton.delete(skeleton);
    else this.bySkeleton.set(skeleton, alike);
    this.count -= 1;
  }

  /** Every tool that is known, or those of one server, in the order of first sight. */
  list(server: string | null): readonly KnownTool[] {
    const servers = server === null ? [...this.byServer.values()] : [this.byServer.get(server) ?? NONE];
    return servers.flatMap((tools) => [...tools.values()]);
  }

  /** The tools whose names look like this (see `skeletonOf`). */
  alike(skeleton: string): readonly OfferedName[] {
    return this.bySkeleton.get(skeleton) ?? [];
  }

  /**
   * Turns a server away that makes up names without end, before it takes the room of all others: raises
   * `tool.too-many` beyond 2,000 tools that it ever listed, and 10,000 of all servers.
   */
  requireRoom(server: string, fresh: number): void {
    const ofServer = (this.byServer.get(server)?.size ?? 0) + fresh;
    if (ofServer <= MAX_TOOLS_OF_SERVER && this.count + fresh <= MAX_TOOLS) return;
    const wanted = `at most ${MAX_TOOLS_OF_SERVER}, and ${MAX_TOOLS} of all servers`;
    throw new GatewayError('tool.too-many', `note the tools of ${server}: it has listed ${ofServer}, want ${wanted}`);
  }
}

const NONE: ReadonlyMap<string, KnownTool> = new Map();

/** Most new names that one caller may show in a run of the gateway: so that none takes the room of all others. */
const MAX_NAMES_OF_CALLER = 4_000;
const MAX_CALLERS = 10_000;

/** How many new names each caller has shown. */
export class NotedNames {
  private readonly counts = new Map<string, number>();

  /** Counts names; raises `tool.too-many` beyond 4,000 of one caller. */
  take(by: string, fresh: number): void {
    if (fresh === 0) return;
    const count = (this.counts.get(by) ?? 0) + fresh;
    if (count > MAX_NAMES_OF_CALLER || (!this.counts.has(by) && this.counts.size >= MAX_CALLERS)) {
      const found = `${by} has shown ${count} new names`;
      throw new GatewayError('tool.too-many', `note tools: ${found}, want at most ${MAX_NAMES_OF_CALLER}`, {
        remedies: ['Look at what it lists: `countersign tools list`. A restart of the gateway begins to count anew.'],
      });
    }
    this.counts.set(by, count);
  }
}
