import type { Action } from '../../core/action/action.ts';
import { leavesOf } from '../../core/effect/argument-leaves.ts';
import type { Effect, EffectClass } from '../../core/effect/effect.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { type KnownProvenance, provenanceKey } from '../../core/provenance/apply-provenance.ts';
import { type NamesInText, namesInText } from '../../core/provenance/names-in-text.ts';
import { isTainted, type Provenance } from '../../core/provenance/provenance.ts';
import { RecentValues } from '../recent-values.ts';
import { BroughtValues } from './brought-values.ts';
import { isDocument } from './is-document.ts';
import { isChosenByResults } from './judge-call.ts';
import { isForeign, resultSource } from './result-source.ts';
import { SaidWords } from './said-words.ts';
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
  readonly said: SaidWords;
  /** Null before a result came in that anybody may write; `from` is where the last one came from. */
  results: { readonly brought: BroughtValues; readonly from: Provenance } | null;
};

type Awaited = { readonly session: string; readonly source: Provenance; readonly isDocument: boolean };

/** What a call of a server's tool does outside of this machine, which its values decide about. */
const BY_VALUES: ReadonlySet<EffectClass> = new Set([
  'unknown',
  'message.send',
  'payment',
  'identity.change',
  'secret.manage',
  'policy.change',
  'service.change',
  'file.write',
  'file.delete',
  'db.write',
]);

/** What is asked about one action. */
export type Asked = {
  readonly session: string;
  readonly tool: Pick<Action['tool'], 'name' | 'origin'>;
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
 * as that host. Whether a call of a server's tool as a whole was chosen by results is told by its values (`judge-call.ts`). Kept in memory
 * alone: after a restart nothing is known.
 */
export class SessionSources {
  private readonly sessions = new Map<string, Sources>();
  private readonly awaited = new RecentValues<Awaited>();

  /** The user of a session said something. */
  noteWords(session: string, text: string): void {
    const { chosenBy, said } = this.of(session);
    said.note(text);
    const { hosts, recipients } = namesInText(text);
    for (const key of keysOf(hosts, recipients))
      if (chosenBy.has(key) || chosenBy.size < MAX_NAMES + MAX_OF_USER) chosenBy.set(key, 'user');
  }

  /**
   * An action was let through: where it goes that nobody had named is the session's own choice from now on, and what it brings comes from
   * where its effects lead.
   */
  noteReleased(action: Pick<Action, 'id' | 'session' | 'tool' | 'args'>, effects: readonly Effect[]): void {
    const source = resultSource(action, effects);
    if (source !== null)
      this.awaited.set(action.id, {
        session: action.session,
        source,
        isDocument: source === 'web' || isDocument(action),
      });
    const hosts = effects.flatMap(({ resource }) => (resource.kind === 'host' ? [resource.value] : []));
    if (hosts.length === 0) return;
    const sources = this.of(action.session);
    for (const host of hosts) if (chooserOf(host, sources) === null) this.put(sources, `host ${host}`, 'unknown');
  }

  /** What an action that was let through has brought. */
  noteOutcome(actionId: string, text: string | null): void {
    const awaited = this.awaited.take(actionId);
    if (awaited !== null && text !== null) this.noteResult(awaited, text);
  }

  /** Who chose what these effects touch, as far as that is known. */
  provenanceOf({ session, tool, effects, args, isKnownHost }: Asked): KnownProvenance | null {
    const sources = this.sessions.get(session);
    if (sources === undefined) return null;
    const known: { [key: string]: Provenance } = {};
    const byResults = chooserOfCall({ tool, effects, args }, sources);
    for (const effect of effects) {
      const byCall = isByValues(effect) ? byResults : null;
      const chosenBy = byCall ?? this.chooser(effect, sources, { args, isKnownHost });
      if (chosenBy !== null && chosenBy !== 'unknown') known[provenanceKey(effect.resource)] = chosenBy;
    }
    return Object.keys(known).length === 0 ? null : known;
  }

  /** A session ended. */
  endSession(session: string): void {
    this.sessions.delete(session);
  }

  private noteResult({ session, source, isDocument: isOneDocument }: Awaited, text: string): void {
    const sources = this.of(session);
    sources.results = { brought: sources.results?.brought ?? new BroughtValues(), from: source };
    sources.results.brought.note(text, { said: sources.said, isDocument: isOneDocument });
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
    const known = this.sessions.get(session) ?? {
      chosenBy: new Map(),
      read: new Set(),
      overflow: null,
      said: new SaidWords(),
      results: null,
    };
    this.sessions.delete(session);
    this.sessions.set(session, known);
    const oldest = this.sessions.size > MAX_SESSIONS ? this.sessions.keys().next() : null;
    if (oldest !== null && oldest.done !== true) this.sessions.delete(oldest.value);
    return known;
  }
}

/** Whether an effect is somewhere else than on this machine or at a host, which have provenance of their own. */
function isByValues({ class: effectClass, resource }: Effect): boolean {
  return BY_VALUES.has(effectClass) && !ELSEWHERE_JUDGED.includes(resource.kind);
}

const ELSEWHERE_JUDGED: readonly Effect['resource']['kind'][] = ['host', 'url', 'path', 'command'];

/** Who chose a call of a server's tool as a whole, where that was nobody but results; null where it was not, or is not told by values. */
function chooserOfCall(
  { tool, effects, args }: Pick<Asked, 'tool' | 'effects' | 'args'>,
  { said, results, chosenBy }: Sources,
): Provenance | null {
  if (results === null || !isForeign(tool)) return null;
  if (!effects.some(isByValues)) return null;
  const namesStrangeHost = (text: string, where: 'address' | 'content'): boolean =>
    hostsOf(text, where).some((host) => isTainted(chosenBy.get(`host ${host}`) ?? 'unknown'));
  const values = { said, brought: results.brought, namesStrangeHost };
  const isByResults = isChosenByResults({ tool: tool.name, args }, values);
  return isByResults ? results.from : null;
}

/** Hosts that an address names; of a text that people read only those of links, and not every word with a dot. */
function hostsOf(text: string, where: 'address' | 'content'): readonly string[] {
  const hosts = [...namesInText(text).hosts];
  if (where === 'address') return hosts;
  const lower = text.toLowerCase();
  return hosts.filter((host) => host.startsWith('www.') || lower.includes(`://${host}`));
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
