import type { JsonObject } from '../../core/encoding/json.ts';
import { diffListing } from '../../core/trust/diff-listing.ts';
import { saysItReads } from '../../core/trust/says-it-reads.ts';
import type { ToolListing } from '../../core/trust/tool-listing.ts';
import { isWithheld } from '../../core/trust/tool-pin.ts';
import type { PinnedTool, ToolRecord } from '../../ports/tool-registry.ts';
import type { WireNotedTool, WireShownTool, WireTool } from '../../sdk/wire.ts';

/** How a listed tool stands, on the wire. */
export function notedToWire(record: ToolRecord): WireNotedTool {
  const { name, seenDigest, status, warnings } = record;
  const told = warnings.map(({ text }) => text);
  return { name, digest: seenDigest, standing: status, warnings: told, withheld: isWithheld(record) };
}

/** A tool without its listings, on the wire. */
export function toolToWire(record: ToolRecord): WireTool {
  return {
    ...notedToWire(record),
    server: record.server,
    accepted_digest: record.acceptedDigest,
    by: record.by,
    changed_at_ms: record.changedAtMs,
    seen_at_ms: record.seenAtMs,
  };
}

/** A tool with its listing and the difference to what was accepted, on the wire. */
export function shownToolToWire(tool: PinnedTool): WireShownTool {
  const seen = listingOf(tool.seenListing);
  const changes = tool.acceptedListing === null ? [] : diffListing(listingOf(tool.acceptedListing), seen);
  return { tool: toolToWire(tool), listing: seen, reads_only: saysItReads(seen), changes };
}

/** Only what the gateway wrote itself is read: canonical JSON of a checked listing. */
function listingOf(text: string): JsonObject & ToolListing {
  return JSON.parse(text) as JsonObject & ToolListing;
}
