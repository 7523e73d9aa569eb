import type { Incoming, Outgoing, RpcId } from './rpc.ts';

/** What a channel tells its one reader. */
export type ChannelReader = {
  readonly received: (message: Incoming) => void;
  /** Said once; nothing is received afterwards. `reason` is a sentence for people. */
  readonly closed: (reason: string) => void;
};

/** How one message is sent, where the channel can. */
export type SendOptions = {
  /** Ends the exchange that the request opened (Streamable HTTP of 2026-07-28 cancels by closing its stream). */
  readonly signal?: AbortSignal;
  /** Headers of the request (`Mcp-Param-*`). */
  readonly headers?: { readonly [name: string]: string };
  /** The other side's request that this belongs to: its stream carries it. */
  readonly related?: RpcId;
};

/** A way to one other side that carries JSON-RPC messages in both directions, in order. */
export type Channel = {
  /** Begins to read. Called once, before anything is sent. */
  readonly start: (reader: ChannelReader) => Promise<void>;
  /** Raises nothing: what cannot be sent closes the channel, or is answered to the reader as an error of that request. */
  readonly send: (message: Outgoing, options?: SendOptions) => void;
  /** Said when the version is settled, for channels that name it. */
  readonly settled: (version: string) => void;
  /** True where closing a request's stream cancels it, so that no notification is sent for it in the modern era. */
  readonly cancelsByStream: boolean;
  readonly close: () => Promise<void>;
};
