import type { JsonObject } from '../../core/encoding/json.ts';
import type { ClientHello } from './eras.ts';
import type { RpcCall } from './rpc.ts';

/** Requests that a server has for its client while it works on one of the client's, by keys of the server's choice. */
export type InputRequests = { readonly [key: string]: RpcCall };

/** The state that a question goes out under, where its asker has made one; otherwise one is made for it. */
export type Asked = { readonly requestState: string; readonly expiresAtMs: number };

/** What a call to a server goes with: the client it is for, and the ways back to that client. */
export type CallContext = {
  readonly hello: ClientHello;
  /**
   * Asks the client; answers its result for each key. Raises where the client cannot be asked or does not answer, and when
   * `withdrawn` ends, where the client can be told that.
   */
  readonly ask: (requests: InputRequests, under?: Asked, withdrawn?: AbortSignal) => Promise<JsonObject>;
  /** Sends a notification that belongs to this call. */
  readonly notify: (call: RpcCall) => void;
  readonly signal: AbortSignal;
};

/** Who calls, as the gateway knows the caller; absolute paths. */
export type CallerPlace = { readonly session: string; readonly cwd: string; readonly workspace: string };

/** A context that also says for whom the gateway decides. */
export type GuardedContext = CallContext & { readonly place: CallerPlace };
