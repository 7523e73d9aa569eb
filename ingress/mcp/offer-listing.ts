import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/encoding/json.ts';
import { findSuspiciousText } from '../../core/trust/find-suspicious-text.ts';
import { type OfferKind, offerName } from '../../core/trust/offer-kind.ts';
import { parseOfferListing } from '../../core/trust/parse-listing.ts';
import { isReadableName, type ToolListing } from '../../core/trust/tool-listing.ts';
import { speaksToModel } from '../../core/trust/tool-warning.ts';
import type { ToolStanding } from './mcp-gate.ts';
import type { ReviewedServer } from './review-result.ts';
import { textAt } from './rpc.ts';
import {
  type KnownList,
  type ListReading,
  noteListed,
  OFFERS_AT_ONCE,
  onlyOnce,
  readWholeList,
  shownList,
  withoutUnpinnable,
} from './tool-listing.ts';

/** Lists of what a server offers beside tools: where the entries stand, what they are, and what names one. */
export const OFFER_LISTS = {
  'prompts/list': { field: 'prompts', kind: 'prompt', key: 'name' },
  'resources/list': { field: 'resources', kind: 'resource', key: 'uri' },
  'resources/templates/list': { field: 'resourceTemplates', kind: 'template', key: 'uriTemplate' },
} as const satisfies {
  readonly [method: string]: { readonly field: string; readonly kind: OfferKind; readonly key: string };
};
export type OfferList = keyof typeof OFFER_LISTS;

/** Entries by the name that the server gives them. What needs no pin has no standing. */
export type OfferListing = KnownList<ToolStanding | null>;

/** Tells whether a request is one for such a list. */
export function isOfferList(method: string): method is OfferList {
  return Object.hasOwn(OFFER_LISTS, method);
}

/**
 * Reads a list of prompts, resources or templates, shows it to the gateway, and takes out what a client may not see, as with
 * tools. A resource is pinned where it has a title or a description; a mere address and its name are only looked through.
 */
export async function readOfferListing(
  upstream: ReviewedServer,
  method: OfferList,
  reading: ListReading,
): Promise<OfferListing> {
  const { field, kind, key } = OFFER_LISTS[method];
  const { first, items } = await readWholeList(upstream, { method, field, context: reading.context });
  const read = items.flatMap((listed) => entryOf(listed, { kind, own: textAt(listed, key) }));
  const entries = withoutUnpinnable(read, reading);
  const pinned = onlyOnce(entries.filter(({ listing }) => listing !== null)) as Parameters<typeof noteListed>[0];
  const noted = pinned.length === 0 ? [] : await noteListed(pinned, { ...reading, atOnce: OFFERS_AT_ONCE });
  const standings = new Map(noted.map(({ key: own, standing }) => [own, standing]));
  const known = new Map(
    entries.flatMap(({ key: own, listed, listing }) => {
      const standing = standings.get(own) ?? null;
      return listing !== null && standing === null ? [] : [[own, { listed, standing }] as const];
    }),
  );
  return { known, answer: shownList(first, { field, known: [...known.values()] }) };
}

type Entry = { readonly key: string; readonly listed: JsonObject; readonly listing: ToolListing | null };

/** Nothing for an entry that cannot be pinned: it is not shown. */
function entryOf(
  listed: JsonObject,
  { kind, own }: { readonly kind: OfferKind; readonly own: string | null },
): readonly Entry[] {
  const listing = own === null ? null : parseOfferListing(pinName(kind, own), listed);
  if (own === null || listing === null) return [];
  const isBare = kind === 'resource' && listing.title === undefined && listing.description === undefined;
  const isPlain = isBare && !speaksToModel(findSuspiciousText(listing, { otherTools: NO_TOOLS }));
  return [{ key: own, listed, listing: isPlain ? null : listing }];
}

const NO_TOOLS: ReadonlySet<string> = new Set();
const MAX_OWN_LENGTH = 96;

/** The name that pins and policy know an offer by. One that is long, or that people cannot read, ends with a digest. */
export function pinName(kind: OfferKind, own: string): string {
  if (own.length <= MAX_OWN_LENGTH && isReadableName(own)) return offerName(kind, own);
  const head = own.slice(0, MAX_OWN_LENGTH - 34);
  const digest = createHash('sha256').update(own).digest('hex').slice(0, 32);
  return offerName(kind, `${isReadableName(head) ? head : ''}~${digest}`);
}
