import type { Action } from '../../core/action/action.ts';
import { leavesOf } from '../../core/effect/argument-leaves.ts';
import type { Effect } from '../../core/effect/effect.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { type KnownProvenance, provenanceKey } from '../../core/provenance/apply-provenance.ts';
import { type NamesInText, namesInText } from '../../core/provenance/names-in-text.ts';
import type { Provenance } from '../../core/provenance/provenance.ts';
import { RecentValues } from '../recent-values.ts';
import { resultSource } from './result-source.ts';
import { textsOf } from './texts-of.ts';

/** Sessions that are remembered; the one used longest ago is forgotten first. */
const MAX_SESSIONS = 500;
/** Names that are remembered of one session. */
const MAX_NAMES = 10_000;
/** Names that the user may add where that many are remembered already. */
const MAX_OF_USER = 10_000;

type Sources = {
  /** Who named a host or recipient first, by `host …` or `recipient …`. */
  readonly chosenBy: Map<string, Provenance>;
  /** Whole addresses that were read somewhere: what is fetched of them carries nothing out. */
  readonly read: Set<string>;
  /** Where more was named than could be kept: everything that is not known may come from there. */
  overflow: Provenance | null;
};

/** What is asked about one action. */
export type Asked = {
  readonly session: string;
  readonly effects: readonly Effect[];
  readonly args: JsonObject;
  readonly isKnownHost: (host: string) => boolean;
};

/**
 * Remembers, for each session, who named the hosts and recipients that actions go to: the user, or what a tool brought from
 * where anybody may write.
 *
 * The user's word counts over everybody's, then whoever named it first. A host that the session went to before anybody else named it stays
 * the session's own choice, and one that is on the operator's list of hosts is the operator's. Names below a host (`a.evil.example`) are
 * as that host. Kept in memory alone: after a restart nothing is known.
 */
export class SessionSources {
  private readonly sessions = new Map<string, Sources>();
  private readonly awaited = new RecentValues<{ readonly session: string; readonly source: Provenance }>();

  /** The user of a session said something. */
  noteWords(session: string, text: string): void {
    const { chosenBy } = this.of(session);
    const { hosts, recipients } = namesInText(text);
    for (const key of keysOf(hosts, recipients))
      if (chosenBy.has(key) || chosenBy.size < MAX_NAMES + MAX_OF_USER) chosenBy.set(key, 'user');
  }

  /**
   * An action was let through: where it goes that nobody had named is the session's own choice from now on, and what it brings comes from
   * where its effects lead.
   */
  noteReleased(action: Pick<Action, 'id' | 'session' | 'tool'>, effects: readonly Effect[]): void {
    const source = resultSource(action, effects);
    if (source !== null) this.awaited.set(action.id, { session: action.session, source });
    const hosts = effects.flatMap(({ resource }) => (resource.kind === 'host' ? [resource.value] : []));
    if (hosts.length === 0) return;
    const sources = this.of(action.session);
    for (const host of hosts) if (chooserOf(host, sources) === null) this.put(sources, `host ${host}`, 'unknown');
  }

  /** What an action that was let through has brought. */
  noteOutcome(actionId: string, text: string | null): void {
    const awaited = this.awaited.take(actionId);
    if (awaited !== null && text !== null) this.noteResult(awaited.session, text, awaited.source);
  }

  /** Who chose what these effects touch, as far as that is known. */
  provenanceOf({ session, effects, args, isKnownHost }: Asked): KnownProvenance | null {
    const sources = this.sessions.get(session);
    if (sources === undefined) return null;
    const known: { [key: string]: Provenance } = {};
    for (const effect of effects) {
      const chosenBy = this.chooser(effect, sources, { args, isKnownHost });
      if (chosenBy !== null && chosenBy !== 'unknown') known[provenanceKey(effect.resource)] = chosenBy;
    }
    return Object.keys(known).length === 0 ? null : known;
  }

  /** A session ended. */
  endSession(session: string): void {
    this.sessions.delete(session);
  }

  private noteResult(session: string, text: string, source: Provenance): void {
    const sources = this.of(session);
    const { texts, isCut: isMore } = textsOf(text);
    if (isMore) sources.overflow ??= source;
    for (const part of texts) {
      const { hosts, recipients, urls, isCut } = namesInText(part);
      for (const key of keysOf(hosts, recipients)) this.put(sources, key, source);
      for (const url of urls) if (sources.read.size < MAX_NAMES) sources.read.add(url);
      if (isCut) sources.overflow ??= source;
    }
  }

  private chooser(
    { class: effectClass, resource }: Effect,
    sources: Sources,
    { args, isKnownHost }: Pick<Asked, 'args' | 'isKnownHost'>,
  ): Provenance | null {
    if (resource.kind === 'recipient') return recipientChooser(resource.value, sources);
    if (resource.kind !== 'host' || isKnownHost(resource.value)) return null;
    const chosenBy = chooserOf(resource.value, sources) ?? sources.overflow;
    if (chosenBy === null || effectClass !== 'net.fetch') return chosenBy;
    return areAddressesAlone(args, sources) ? null : chosenBy;
  }

  /** The first who named something stays the one who did. */
  private put(sources: Sources, key: string, source: Provenance): void {
    if (sources.chosenBy.has(key)) return;
    if (sources.chosenBy.size < MAX_NAMES) sources.chosenBy.set(key, source);
    else if (source !== 'unknown') sources.overflow ??= source;
  }

  private of(session: string): Sources {
    const known = this.sessions.get(session) ?? { chosenBy: new Map(), read: new Set(), overflow: null };
    this.sessions.delete(session);
    this.sessions.set(session, known);
    const oldest = this.sessions.size > MAX_SESSIONS ? this.sessions.keys().next() : null;
    if (oldest !== null && oldest.done !== true) this.sessions.delete(oldest.value);
    return known;
  }
}

function keysOf(hosts: NamesInText['hosts'], recipients: NamesInText['recipients']): readonly string[] {
  return [...[...hosts].map((host) => `host ${host}`), ...[...recipients].map((name) => `recipient ${name}`)];
}

/** Of a host, or of the nearest one above it that was named. */
function chooserOf(host: string, { chosenBy }: Sources): Provenance | null {
  for (let name = host; ; name = name.slice(name.indexOf('.') + 1)) {
    const known = chosenBy.get(`host ${name}`);
    if (known !== undefined) return known;
    if (!name.includes('.')) return null;
  }
}

/** A list of recipients is chosen by whoever chose one that is not the user's. */
function recipientChooser(value: string, sources: Sources): Provenance | null {
  const { recipients } = namesInText(value);
  const names = new Set([...recipients, value.trim().toLowerCase()]);
  const choosers = [...names].map((name) => sources.chosenBy.get(`recipient ${name}`) ?? null);
  const others = choosers.find((chooser) => chooser !== null && chooser !== 'user');
  if (others !== undefined) return others;
  return choosers.includes('user') ? 'user' : sources.overflow;
}

/** What a fetch is to be read for is for the reader, and not sent. */
const NOT_SENT = 'prompt';

/** Tells whether all that a call says is addresses that were read somewhere just as they stand: it can carry nothing of the session's out. */
function areAddressesAlone(args: JsonObject, { read }: Sources): boolean {
  return leavesOf(args).every(({ name, value }) => typeof value !== 'string' || name === NOT_SENT || read.has(value));
}
