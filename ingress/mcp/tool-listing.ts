import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { parseToolListing } from '../../core/trust/parse-listing.ts';
import { type ToolListing as Listing, listingProblems } from '../../core/trust/tool-listing.ts';
import type { CallContext } from './call-context.ts';
import type { McpGate, ToolStanding } from './mcp-gate.ts';
import type { ReviewedServer } from './review-result.ts';
import { RPC_CODES, type RpcAnswer, RpcFault, textAt, UnreachableGate } from './rpc.ts';
import { shown } from './texts.ts';

/** Something as the server listed it, and how the gateway stands to that listing; null for what needs no pin. */
export type Known<Standing = ToolStanding> = { readonly listed: JsonObject; readonly standing: Standing };

/** Everything a server lists, looked at by the gateway. `answer` is what a client may see of it. */
export type KnownList<Standing = ToolStanding> = {
  readonly known: ReadonlyMap<string, Known<Standing>>;
  readonly answer: RpcAnswer;
};

/** A server's tools by name. */
export type ToolListing = KnownList;

/** Pages and tools of one list; a server that goes on is cut off with an error. */
export const LISTING_LIMITS = { pages: 64, items: 4_096 } as const;

/** Most prompts, resources or templates that the gateway is shown at once. Tools are shown all together, or refused whole. */
export const OFFERS_AT_ONCE = 500;

/** Reads every page of a list; what is no object in it is left out. The first page's other fields are kept. */
export async function readWholeList(
  upstream: ReviewedServer,
  { method, field, context }: { readonly method: string; readonly field: string; readonly context: CallContext },
): Promise<{ readonly first: RpcAnswer; readonly items: readonly JsonObject[] }> {
  const items: JsonObject[] = [];
  let first: RpcAnswer | null = null;
  let cursor: string | null = null;
  for (let page = 0; page < LISTING_LIMITS.pages; page++) {
    const answer: RpcAnswer = await upstream.request({ method, params: cursor === null ? {} : { cursor } }, context);
    first ??= answer;
    const found = answer.result[field];
    for (const item of Array.isArray(found) ? found : []) if (isJsonObject(item)) items.push(item);
    if (items.length > LISTING_LIMITS.items) break;
    cursor = textAt(answer.result, 'nextCursor');
    if (cursor === null) return { first, items };
  }
  throw new RpcFault(
    RPC_CODES.internal,
    `${method}: found more than ${LISTING_LIMITS.items} entries or ${LISTING_LIMITS.pages} pages, want fewer`,
  );
}

/** Whose list is read, for whom, and who looks at it. */
export type ListReading = {
  readonly server: string;
  readonly gate: McpGate;
  readonly context: CallContext;
  /** Told, in a sentence, of an entry that cannot be pinned and is not shown. */
  readonly leftOut: (what: string) => void;
};

/** Entries left out that are told of, of one list. */
const MAX_TOLD = 8;

/**
 * Without the entries that the gateway would refuse: it refuses a list whole, and one entry must not take the others away. What
 * is too much of all together is refused still.
 */
export function withoutUnpinnable<Entry extends { readonly listing: Listing | null }>(
  entries: readonly Entry[],
  { leftOut }: Pick<ListReading, 'leftOut'>,
): readonly Entry[] {
  let told = 0;
  return entries.filter(({ listing }) => {
    const [problem] = listing === null ? [] : listingProblems([listing]);
    if (problem === undefined) return true;
    told += 1;
    const name = JSON.stringify(shown(listing?.name ?? '', 80));
    if (told <= MAX_TOLD) leftOut(`leave out ${name}: found ${problem.found}, want ${problem.wanted}`);
    return false;
  });
}

/**
 * Reads what the server lists, shows all of it to the gateway, and takes out what a client may not see: tools that changed,
 * are not wanted, or are new and speak to the model. Of two tools with one name neither is shown. Raises where the gateway
 * cannot be asked.
 */
export async function readToolListing(upstream: ReviewedServer, reading: ListReading): Promise<ToolListing> {
  const { first, items } = await readWholeList(upstream, {
    method: 'tools/list',
    field: 'tools',
    context: reading.context,
  });
  const readable = items.flatMap((listed) => {
    const listing = parseToolListing(listed);
    return listing === null ? [] : [{ key: listing.name, listed, listing }];
  });
  const pinnable = withoutUnpinnable(readable, reading);
  const noted = await noteListed(onlyOnce(pinnable), { ...reading, atOnce: Number.POSITIVE_INFINITY });
  const known = new Map(noted.map(({ key, listed, standing }) => [key, { listed, standing }]));
  return { known, answer: shownList(first, { field: 'tools', known: [...known.values()] }) };
}

/** One entry of a list: what it is called there, as it stands there, and as it is pinned. */
export type Listed = { readonly key: string; readonly listed: JsonObject; readonly listing: Listing };

/** Shows entries to the gateway; answers each with how it stands, in order. */
export async function noteListed(
  entries: readonly Listed[],
  { server, gate, atOnce }: Pick<ListReading, 'server' | 'gate'> & { readonly atOnce: number },
): Promise<readonly (Listed & { readonly standing: ToolStanding })[]> {
  const noted: (Listed & { readonly standing: ToolStanding })[] = [];
  for (let from = 0; from < entries.length || from === 0; from += atOnce) {
    const some = entries.slice(from, from + atOnce);
    const listings = some.map(({ listing }) => listing);
    const standings = await gate.noteTools(server, listings).catch((cause: unknown) => {
      throw new UnreachableGate(cause);
    });
    for (const [place, entry] of some.entries()) {
      const standing = standings[place];
      if (standing === undefined || standing.name !== entry.listing.name) throw new UnreachableGate(MIXED_UP);
      noted.push({ ...entry, standing });
    }
  }
  return noted;
}

const MIXED_UP = new Error('the gateway answered about other tools than it was shown');

/** Without the entries that have their name in common with another. */
export function onlyOnce<Entry extends { readonly listing: { readonly name: string } | null }>(
  entries: readonly Entry[],
): readonly Entry[] {
  const counts = new Map<string, number>();
  for (const { listing } of entries)
    if (listing !== null) counts.set(listing.name, (counts.get(listing.name) ?? 0) + 1);
  return entries.filter(({ listing }) => listing === null || counts.get(listing.name) === 1);
}

/** Members of a list's result that say nothing to a model, and are handed on beside the entries. */
const BESIDE: ReadonlySet<string> = new Set(['_meta', 'resultType', 'ttlMs', 'cacheScope']);

/**
 * What a client is answered: the entries that may be seen, written anew from what was read and pinned. The server's own text
 * is never handed on, since another reader may find something else in it, and neither is what stands beside the entries.
 */
export function shownList(
  first: RpcAnswer,
  { field, known }: { readonly field: string; readonly known: readonly Known<ToolStanding | null>[] },
): RpcAnswer {
  const seen = known.filter(({ standing }) => standing?.withheld !== true).map(({ listed }) => listed);
  const beside = Object.entries(first.result).filter(([key]) => BESIDE.has(key));
  return { result: { ...Object.fromEntries(beside), [field]: seen }, text: null };
}
