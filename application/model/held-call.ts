import type { JsonObject } from '../../core/encoding/json.ts';

/** A tool call that a model made, whole, before anybody else has seen it. */
export type HeldCall = {
  /** The provider's id of the call; empty where it has none. */
  readonly id: string;
  readonly name: string;
  /** Null where the arguments are not one JSON object that every reader reads alike. */
  readonly args: JsonObject | null;
};

/** What becomes of a held call. A refusal's text is for the model: it takes the call's place. */
export type CallAnswer =
  | { readonly kind: 'pass' }
  | { readonly kind: 'rewrite'; readonly args: JsonObject }
  | { readonly kind: 'refuse'; readonly text: string };

/** Decides the calls of one turn, in order; as many answers as calls. Never rejects. */
export type DecideCalls = (calls: readonly HeldCall[]) => Promise<readonly CallAnswer[]>;
