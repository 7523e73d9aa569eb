import type { RawRoute } from './raw-route.ts';

/** How the HTTP ingress is set up. Read from the environment by nobody: whoever starts it passes this. */
export type HttpOptions = {
  /** The port callers name in `Host`; 0 when the system picks one, then nothing is served until `HttpApp.listensOn` told it. */
  readonly port: number;
  /** `host:port` values of `Host` that are served beside loopback's, for example behind a proxy. */
  readonly hosts?: readonly string[];
  /** Origins of browsers that may call beside the gateway's own, for example `https://countersign.example`. */
  readonly origins?: readonly string[];
  /** On whose behalf a proposal acts that does not say, for example `human:operator`. */
  readonly operator: string;
  /** Written into the API description. */
  readonly version: string;
  /** The largest request body; default 2 MiB. */
  readonly maxBodyBytes?: number;
  /** Requests in work at once, for agents, people and callers without a name separately; default 1,024, 128 and 64. */
  readonly maxConcurrent?: { readonly agents: number; readonly people: number; readonly unknown?: number };
  /** Clients of the event stream; default 64. */
  readonly maxEventClients?: number;
  /** Time between heartbeats of the event stream; default 15,000. */
  readonly heartbeatMs?: number;
  /** Addresses of other ingresses that share this server: the agents' hooks. */
  readonly rawRoutes?: readonly RawRoute[];
  /** Pages for browsers on the same server; asked first, null for an address that is not theirs. */
  readonly pages?: (request: Request) => Response | Promise<Response> | null;
  /** Told of every failure that was not the caller's, for the operator's own log. Holds no token and no body. */
  readonly onFailure?: (failure: {
    readonly requestId: string;
    readonly operation: string;
    readonly error: unknown;
  }) => void;
};

/** Limits that hold unless `HttpOptions` says otherwise. */
export const HTTP_LIMITS = {
  bodyBytes: 2 * 1024 * 1024,
  unknownBodyBytes: 64 * 1024,
  jsonDepth: 64,
  waitMs: 600_000,
  tokenLength: 512,
  concurrentAgents: 1_024,
  concurrentPeople: 128,
  concurrentUnknown: 64,
  eventClients: 64,
  eventsQueued: 256,
  heartbeatMs: 15_000,
} as const;
