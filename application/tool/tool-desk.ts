import type { Action } from '../../core/action/action.ts';
import type { ToolFacts } from '../../core/facts.ts';
import { findShadowing, type OfferedName } from '../../core/trust/find-shadowing.ts';
import { findSuspiciousText } from '../../core/trust/find-suspicious-text.ts';
import { offerOf } from '../../core/trust/offer-kind.ts';
import { saysItReads } from '../../core/trust/says-it-reads.ts';
import { skeletonOf } from '../../core/trust/skeleton.ts';
import { isReadableName, listingProblems, listingText, type ToolListing } from '../../core/trust/tool-listing.ts';
import { digestTool, standingOfCall, statusOnSight } from '../../core/trust/tool-pin.ts';
import { isAlarming, type ToolWarning } from '../../core/trust/tool-warning.ts';
import type { PinnedTool, ToolPlace, ToolRecord } from '../../ports/tool-registry.ts';
import type { EventHub } from '../event-hub.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import { type KnownTool, KnownTools, NotedNames } from './known-tools.ts';
import { type ToolChange, toolEntry } from './tool-entry.ts';

const PAGE = 1_000;
const ORIGIN = 'mcp:';

type DeskParts = {
  readonly ports: Pick<GatewayPorts, 'stores' | 'clock' | 'hash'>;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  /** True where the operator trusts what a server lists first. */
  readonly trustOnFirstUse: boolean;
};

/** A tool as it was just listed. */
type Sighting = { readonly listing: ToolListing; readonly digest: string; readonly known: KnownTool | null };

/** The names beside which a tool is looked at: those of other servers, and what the same listing shows for the first time. */
type Others = { readonly otherTools: ReadonlySet<string>; readonly siblings: readonly OfferedName[] };

/** The tools an operator decides about, each by the digest of the listing that was looked at. */
export type Vouching = {
  readonly server: string;
  readonly tools: readonly { readonly name: string; readonly digest: string }[];
};

/** The tools an operator does not want, or wants forgotten. */
export type Refusing = { readonly server: string; readonly names: readonly string[] };

/**
 * Knows how every tool of every server stands, and holds what is not as an operator accepted it.
 *
 * Quarantine and refusal are in force in memory before they are on record, a vouching only once it is durable. Whatever
 * changes is done one after the other. Standings are read from memory, at once.
 */
export class ToolDesk {
  private readonly parts: DeskParts;
  private readonly known = new KnownTools();
  private readonly notedBy = new NotedNames();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Loads what was known when the gateway last ran. */
  static async open(parts: DeskParts): Promise<ToolDesk> {
    const desk = new ToolDesk(parts);
    for (let after: ToolPlace | null = null; ; ) {
      const page: readonly ToolRecord[] = await parts.ports.stores.tools.list({ after, limit: PAGE });
      for (const record of page) desk.known.remember(await desk.withListing(record));
      after = page.at(-1) ?? null;
      if (page.length < PAGE) return desk;
    }
  }

  /** How the tool of an action stands now; null for a tool that no server lists. */
  factsOf({ tool, surface }: Pick<Action, 'tool' | 'surface'>): ToolFacts | null {
    if (!tool.origin.startsWith(ORIGIN)) return null;
    const server = tool.origin.slice(ORIGIN.length);
    const place = { server, name: tool.name };
    const record = this.known.find(place) ?? this.known.find(inAgentsWords(place));
    // A resource may be read by any address and a method is the protocol's: neither has to be listed.
    const kind = offerOf(server, tool.name)?.kind ?? 'tool';
    const isOpen = kind !== 'tool' && kind !== 'prompt';
    if (record === null) return isOpen ? null : { standing: 'unpinned', warnings: [] };
    const { warnings, status } = record;
    // A front that names no digest passes on what this run of the server never listed.
    const isUnlisted = !isOpen && surface === 'mcp' && tool.digest === null && status !== 'refused';
    const standing = isUnlisted ? 'changed' : standingOfCall(record, tool.digest);
    // What was trusted on first sight, nobody has read: the server's word counts for nothing yet.
    const isReader = standing === 'vouched' && record.readsOnly && record.by !== 'gateway';
    return { standing, warnings, ...(isReader ? { readsOnly: true as const } : {}) };
  }

  /**
   * Takes note of everything a server lists and answers how each tool stands, in order. What is new or has changed is on
   * record before the answer.
   *
   * Raises `input.invalid` for a listing that cannot be pinned (see `listingProblems`), `tool.too-many` beyond 2,000 tools that
   * it ever listed, 10,000 of all servers, and 4,000 new ones of one caller in a run of the gateway.
   */
  async note(by: string, server: string, tools: readonly ToolListing[]): Promise<readonly ToolRecord[]> {
    checkListing(server, tools);
    const digests = tools.map((listing) => digestTool(listing, this.parts.ports.hash));
    return this.inTurn(async () => {
      const sightings = tools.map((listing, place) => ({
        listing,
        digest: digests[place] as string,
        known: this.known.find({ server, name: listing.name }),
      }));
      await this.record(by, { server, sightings: sightings.filter(isNews) });
      return tools.map(({ name }) => this.known.find({ server, name }) as ToolRecord);
    });
  }

  /** Every tool that is known, or those of one server, in the order of first sight. */
  list(server: string | null): readonly ToolRecord[] {
    return this.known.list(server);
  }

  /** A tool with its listings; raises `tool.unknown`. */
  async show(place: ToolPlace): Promise<PinnedTool> {
    const { tools } = this.parts.ports.stores;
    return (await tools.find(place)) ?? (await tools.find(inAgentsWords(place))) ?? raiseUnknown(place);
  }

  /**
   * Accepts listings. Raises `tool.moved`, and accepts nothing, when one is no longer as the operator saw it.
   */
  async vouch(by: string, { server, tools }: Vouching): Promise<readonly ToolRecord[]> {
    return this.inTurn(async () => {
      for (const { name, digest } of tools) {
        const { seenDigest } = this.known.find({ server, name }) ?? raiseUnknown({ server, name });
        if (seenDigest !== digest) throw moved({ server, name });
      }
      const names = tools.map(({ name }) => name);
      return this.decide(by, { server, names, status: 'vouched' });
    });
  }

  /** Refuses tools, whatever they list from now on, until somebody vouches for them. */
  async refuse(by: string, { server, names }: Refusing): Promise<readonly ToolRecord[]> {
    return this.inTurn(async () => {
      for (const name of names) {
        const record = this.known.find({ server, name }) ?? raiseUnknown({ server, name });
        this.known.remember({ ...record, status: 'refused' });
      }
      return this.decide(by, { server, names, status: 'refused' });
    });
  }

  /** Forgets tools: whatever their server lists under these names from now on is new. Raises `tool.unknown`. */
  async forget(by: string, { server, names }: Refusing): Promise<readonly ToolRecord[]> {
    return this.inTurn(async () => {
      const tools: PinnedTool[] = [];
      for (const name of new Set(names)) tools.push(await this.show({ server, name }));
      const atMs = this.parts.ports.clock.nowMs();
      const outcome = await this.parts.sequencer.append({
        entries: tools.map((tool) =>
          toolEntry({ tool: { ...tool, changedAtMs: atMs }, type: 'tool.forgotten', actor: by, withListing: false }),
        ),
        changes: () => tools.map(({ name }) => ({ kind: 'tool.forget', server, name }) as const),
      });
      if (!outcome.ok) throw new GatewayError('unavailable', `forget tools: ${outcome.conflict}, want no conflict`);
      for (const { name } of tools) this.known.forget({ server, name });
      return tools.map(knownOf);
    });
  }

  private async decide(
    by: string,
    given: { readonly server: string; readonly names: readonly string[]; readonly status: 'vouched' | 'refused' },
  ): Promise<readonly ToolRecord[]> {
    const { server, status } = given;
    const atMs = this.parts.ports.clock.nowMs();
    const decided: PinnedTool[] = [];
    for (const name of new Set(given.names)) {
      const tool = await this.show({ server, name });
      const accepted =
        status === 'vouched' ? { acceptedDigest: tool.seenDigest, acceptedListing: tool.seenListing } : {};
      decided.push({ ...tool, ...accepted, status, by, changedAtMs: atMs });
    }
    const type = status === 'vouched' ? ('tool.vouched' as const) : ('tool.refused' as const);
    await this.write(decided.map((tool) => ({ tool, type, actor: by, withListing: false })));
    return decided.map(({ name }) => this.known.find({ server, name }) as ToolRecord);
  }

  private async record(
    by: string,
    { server, sightings }: { readonly server: string; readonly sightings: readonly Sighting[] },
  ): Promise<void> {
    if (sightings.length === 0) return;
    const fresh = sightings.filter(({ known }) => known === null).length;
    this.known.requireRoom(server, fresh);
    this.notedBy.take(by, fresh);
    const otherTools = new Set(this.list(null).flatMap((tool) => (tool.server === server ? [] : [tool.name])));
    const siblings = sightings.map(({ listing: { name } }) => ({ server, name }));
    const changes: ToolChange[] = [];
    for (const sighting of sightings) changes.push(await this.changeOf(by, { server, sighting, otherTools, siblings }));
    // Held at once; the digest is remembered once it is on record, so that what could not be written is written next time.
    for (const { known } of sightings)
      if (known?.status === 'vouched') this.known.remember({ ...known, status: 'changed' });
    await this.write(changes);
  }

  private async changeOf(
    by: string,
    { server, sighting, ...others }: Others & { readonly server: string; readonly sighting: Sighting },
  ): Promise<ToolChange> {
    const { listing, digest, known } = sighting;
    const { name } = listing;
    const atMs = this.parts.ports.clock.nowMs();
    const seenListing = listingText(listing);
    const warnings = this.warningsOf({ server, name }, listing, others);
    const seen = { server, name, seenDigest: digest, seenListing, warnings, seenAtMs: atMs };
    if (known === null) return this.firstSight(by, { ...seen, by: 'gateway', changedAtMs: atMs });
    const { acceptedDigest, acceptedListing, ...before } = await this.show({ server, name });
    const status = statusOnSight(known, digest);
    const decided = status === known.status ? {} : { by: 'gateway', changedAtMs: atMs };
    const tool = { ...before, ...seen, acceptedDigest, acceptedListing, status, ...decided };
    const held = status === 'changed';
    return {
      tool,
      type: held ? 'tool.quarantined' : 'tool.seen',
      actor: held ? 'gateway' : by,
      withListing: true,
    };
  }

  private firstSight(by: string, seen: Omit<PinnedTool, 'status' | 'acceptedDigest' | 'acceptedListing'>): ToolChange {
    const isTrusted = this.parts.trustOnFirstUse && !isAlarming(seen.warnings);
    if (!isTrusted) {
      const tool = { ...seen, status: 'new' as const, acceptedDigest: null, acceptedListing: null };
      return { tool, type: 'tool.seen', actor: by, withListing: true };
    }
    const accepted = { acceptedDigest: seen.seenDigest, acceptedListing: seen.seenListing };
    return {
      tool: { ...seen, ...accepted, status: 'vouched' },
      type: 'tool.vouched',
      actor: 'gateway',
      withListing: true,
    };
  }

  private warningsOf(
    offered: OfferedName,
    listing: ToolListing,
    { otherTools, siblings }: Others,
  ): readonly ToolWarning[] {
    const shadowing = findShadowing(offered, (skeleton) => [
      ...this.known.alike(skeleton),
      ...siblings.filter(({ name }) => skeletonOf(name) === skeleton),
    ]);
    return [...shadowing, ...findSuspiciousText(listing, { otherTools })];
  }

  private async write(changes: readonly ToolChange[]): Promise<void> {
    const entries = changes.map((change) => toolEntry(change));
    const outcome = await this.parts.sequencer.append({
      entries,
      changes: () => changes.map(({ tool }) => ({ kind: 'tool.save', tool }) as const),
    });
    if (!outcome.ok) throw new GatewayError('unavailable', `note tools: ${outcome.conflict}, want no conflict`);
    for (const { tool } of changes) this.known.remember(knownOf(tool));
    for (const { tool } of changes.filter(isHeld).slice(0, MAX_TOLD)) {
      const { server, name, status, warnings } = tool;
      const kinds = [...new Set(warnings.map(({ kind }) => kind))];
      const atMs = this.parts.ports.clock.nowMs();
      this.parts.events.publish({ kind: 'tool', atMs, server, tool: name, standing: status, warnings: kinds });
    }
  }

  /** Only what people vouched for is read again: there the listing counts for something. */
  private async withListing(record: ToolRecord): Promise<KnownTool> {
    if (record.acceptedDigest === null || record.by === 'gateway') return { ...record, readsOnly: false };
    return knownOf(await this.show(record));
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Most tools that people are told of at once. */
const MAX_TOLD = 32;

/** Whether somebody should look at once: a quarantine, or a first sight with something odd in it. */
function isHeld({ tool, type }: ToolChange): boolean {
  return (
    type === 'tool.quarantined' || (type === 'tool.seen' && tool.status !== 'refused' && isAlarming(tool.warnings))
  );
}

function knownOf({ acceptedListing, seenListing: _seen, ...record }: PinnedTool): KnownTool {
  return { ...record, readsOnly: acceptedListing !== null && saysItReads(JSON.parse(acceptedListing) as ToolListing) };
}

function isNews({ known, digest }: Sighting): boolean {
  return known?.seenDigest !== digest;
}

/** The tool that agents which speak MCP themselves call `mcp__<server>__<tool>`. */
function inAgentsWords({ server, name }: ToolPlace): ToolPlace {
  const prefix = `mcp__${server}__`;
  return { server, name: name.startsWith(prefix) ? name.slice(prefix.length) : name };
}

function checkListing(server: string, tools: readonly ToolListing[]): void {
  const unreadable = { path: '$.server', found: 'a name that cannot be read', wanted: 'a name people can read' };
  const problems = [...(isReadableName(server) ? [] : [unreadable]), ...listingProblems(tools)];
  if (problems.length === 0) return;
  const found = problems
    .slice(0, 3)
    .map((problem) => `${problem.path}: found ${problem.found}, want ${problem.wanted}`);
  throw new GatewayError('input.invalid', `note the tools of a server: ${found.join('; ')}`, { problems });
}

function raiseUnknown({ server, name }: ToolPlace): never {
  const wanted = `${JSON.stringify(name.slice(0, 64))} of server ${JSON.stringify(server.slice(0, 64))}`;
  throw new GatewayError('tool.unknown', `find the tool ${wanted}: there is none`, {
    remedies: ['List them: `countersign tools list`.'],
  });
}

function moved({ server, name }: ToolPlace): GatewayError {
  return new GatewayError('tool.moved', `vouch for ${name} of ${server}: its listing is not the one that was shown`, {
    remedies: ['Look at it again: `countersign tools show`.'],
  });
}
