import type { WireJsonObject } from './wire-decision.ts';

/** A tool as its server lists it (MCP `tools/list`), under the protocol's own names. */
export type WireToolListing = {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: WireJsonObject;
  readonly outputSchema?: WireJsonObject;
  readonly annotations?: WireJsonObject;
  /** Members that the protocol does not name. */
  readonly other?: WireJsonObject;
};

/** `POST /v1/tools`: everything that a server lists; at most 1,000 tools of 256 KiB. */
export type WireNoteToolsRequest = { readonly server: string; readonly tools: readonly WireToolListing[] };

/**
 * How a tool stands. `vouched`: the operator accepted exactly this listing. `new`: seen for the first time. `changed`: it is
 * not, or has not always been, as it was accepted. `refused`: the operator does not want it.
 */
export type WireToolStanding = 'vouched' | 'new' | 'changed' | 'refused';

/** How one listed tool stands. */
export type WireNotedTool = {
  readonly name: string;
  /** `sha256:` over the RFC 8785 form of the listing. */
  readonly digest: string;
  readonly standing: WireToolStanding;
  /** What an operator should look at, a sentence each. */
  readonly warnings: readonly string[];
  /** True where no model may be shown it: it changed, is refused, or is new and speaks to the model. */
  readonly withheld: boolean;
};

/** The answer of `POST /v1/tools`: one for each tool, in order. */
export type WireNoteToolsResponse = { readonly tools: readonly WireNotedTool[] };

/** A tool that a server has listed. Times in milliseconds since 1970. */
export type WireTool = WireNotedTool & {
  readonly server: string;
  /** Of the listing that was accepted; null while none was. `digest` is of the one that was seen last. */
  readonly accepted_digest: string | null;
  /** Who gave it its standing. */
  readonly by: string;
  readonly changed_at_ms: number;
  readonly seen_at_ms: number;
};

/** `GET /v1/tools/{server}/{tool}`: a tool in full, and how it differs from what was accepted. */
export type WireShownTool = {
  readonly tool: WireTool;
  /** As it was seen last. */
  readonly listing: WireToolListing;
  /** The listing says that the tool only reads: once a person vouches for it, its calls count as reading something outside. */
  readonly reads_only: boolean;
  /** Each place that differs, values as JSON text; null where there is none. Empty when nothing was ever accepted. */
  readonly changes: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
};

/** `POST /v1/tools/vouch`: accept these listings, by the digest of what was looked at. */
export type WireVouchRequest = {
  readonly server: string;
  readonly tools: readonly { readonly name: string; readonly digest: string }[];
};

/** `POST /v1/tools/refuse`, and `POST /v1/tools/forget`. */
export type WireRefuseRequest = { readonly server: string; readonly tools: readonly string[] };

/** `POST /v1/questions`: the question to the person at the client for an open approval request of this session. */
export type WireQuestionRequest = { readonly approval: string; readonly session: string };

/** A question, or null where the other channels ask. */
export type WireQuestionResponse = {
  readonly question: {
    /** Opaque; good once. */
    readonly request_state: string;
    readonly message: string;
    readonly expires_at_ms: number;
  } | null;
};

/** `POST /v1/questions/answer`: what the person answered, with the state that came back. */
export type WireQuestionAnswer = {
  readonly request_state: string;
  readonly session: string;
  /** `misused`: it came back with another call, so that it is spent. */
  readonly action: 'accept' | 'decline' | 'cancel' | 'misused';
};

/** Whether the request is approved now. */
export type WireQuestionAnswerResponse = { readonly approved: boolean };
