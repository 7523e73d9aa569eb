import type { PinState } from '../core/trust/tool-pin.ts';
import type { ToolWarning } from '../core/trust/tool-warning.ts';

/** What is known of one tool of one server, without its listings. Times in milliseconds since 1970. */
export type ToolRecord = PinState & {
  readonly server: string;
  readonly name: string;
  /** About the listing that was seen last. */
  readonly warnings: readonly ToolWarning[];
  /** Who gave it its status: an operator, or `gateway`. */
  readonly by: string;
  readonly changedAtMs: number;
  /** When the listing that was seen last was seen first. */
  readonly seenAtMs: number;
};

/** A tool with the listings that its digests are over, as RFC 8785 text. */
export type PinnedTool = ToolRecord & {
  /** Null while none was accepted. */
  readonly acceptedListing: string | null;
  readonly seenListing: string;
};

/** Where a page begins: behind the tool of this server and name. */
export type ToolPlace = { readonly server: string; readonly name: string };

/** Knows every tool that a server has ever listed. Writing goes through `LedgerStore.commit`. */
export interface ToolRegistry {
  find(place: ToolPlace): Promise<PinnedTool | null>;
  /**
   * Tools without their listings, oldest first by the order of first writing, at most `limit` (1 to 1,000): the first ones,
   * or those behind the tool `after`. Nothing comes behind a tool that is unknown.
   */
  list(page: { readonly after: ToolPlace | null; readonly limit: number }): Promise<readonly ToolRecord[]>;
}
