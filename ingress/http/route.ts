import type { z } from 'zod';
import type { Caller } from '../../application/gateway.ts';
import type { Operation } from './scopes.ts';

/** A request that passed every check, as a handler gets it. */
export type RouteInput<Params, Query, Body> = {
  /** Who calls. On a public address nobody, with no scope. */
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** `GET`, or `HEAD` where nothing but headers will be sent. */
  readonly method: string;
  /** As they came. Nothing of them says who calls: `caller` does. */
  readonly headers: Headers;
  /** Aborted when the caller goes away. */
  readonly signal: () => AbortSignal;
  /** Whether the caller's token still permits this; for answers that go on for long. */
  readonly stillPermitted: () => Promise<boolean>;
  /** Breaks the connection off. */
  readonly disconnect: () => void;
};

/** What a handler answers. */
export type RouteReply =
  | {
      readonly status: 200 | 201 | 202;
      readonly body: unknown;
      readonly headers?: { readonly [name: string]: string };
    }
  | { readonly status: 204 }
  | { readonly status: 200; readonly text: string; readonly contentType: string }
  | { readonly status: 200; readonly stream: ReadableStream<Uint8Array> | null; readonly contentType: string };

/** How one status is described. Null schema: no body, or one that is not JSON. */
export type DescribedAnswer = {
  readonly description: string;
  readonly schema: z.ZodType | null;
  readonly contentType?: string;
  readonly example?: unknown;
};

/** One address of the API with everything that is checked, done and described. `{name}` in the path is a parameter. */
export type RouteSpec<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  /** Left out: no body is read. */
  readonly body?: Body;
  readonly bodyExample?: z.input<Body>;
  readonly answers: { readonly [status: number]: DescribedAnswer };
  readonly handle: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<RouteReply> | RouteReply;
};

/** A route whose types were checked where it was written. */
export type Route = Omit<RouteSpec<z.ZodType, z.ZodType, z.ZodType>, 'handle'> & {
  readonly handle: (input: RouteInput<unknown, unknown, unknown>) => Promise<RouteReply> | RouteReply;
};

/** Makes a route; the handler's input has the types of its schemas. */
export function route<
  Params extends z.ZodType = z.ZodType<object>,
  Query extends z.ZodType = z.ZodType<object>,
  Body extends z.ZodType = z.ZodType<object>,
>(spec: RouteSpec<Params, Query, Body>): Route {
  return spec as unknown as Route;
}
