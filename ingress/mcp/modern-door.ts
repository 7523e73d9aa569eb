import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { CallerPlace } from './call-context.ts';
import { discoverAnswer, misusedIn, serveSubscription } from './client-eras.ts';
import type { DoorOptions, DoorRequest } from './door.ts';
import { type ClientHello, readModernHello } from './eras.ts';
import type { Front } from './front.ts';
import { ModernExchanges } from './modern-exchanges.ts';
import { checkModernHeaders, checkParamHeaders } from './modern-headers.ts';
import { faultResponse, respondModern } from './modern-response.ts';
import { RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, type RpcId, textAt, toFault } from './rpc.ts';
import { quietContext } from './server-changes.ts';

/** Servers opened for clients of the modern era at once, each with its own processes; the longest unused goes first. */
const MAX_FRONTS = 32;
/** Subscriptions at once, of all clients. */
const MAX_SUBSCRIPTIONS = 256;
/** How long the servers of a front that was put away may finish what they do. */
const LINGER_MS = 60_000;
/** Fronts that are put away and may still finish; beyond, they are closed at once. */
const MAX_LINGERING = 8;

/** Of these, those of one token: whoever says something else of itself with each request takes only its own room. */
const MAX_FRONTS_OF_BEARER = 8;

type OpenFront = {
  readonly bearer: string;
  readonly front: Promise<Front>;
  readonly place: CallerPlace;
  readonly exchanges: ModernExchanges;
};

/**
 * The modern era over HTTP: one request a POST, no session. Clients with the same token that say they can do the same share
 * their servers.
 */
export class ModernDoor {
  private readonly options: DoorOptions;
  private readonly fronts = new Map<string, OpenFront>();
  private subscriptions = 0;
  private lingering = 0;

  constructor(options: DoorOptions) {
    this.options = options;
  }

  /** Answers one request. */
  async handle(id: RpcId, call: RpcCall, door: DoorRequest): Promise<Response> {
    let hello: ClientHello;
    try {
      hello = readModernHello(call.params);
      checkModernHeaders(door.request.headers, call);
    } catch (error) {
      await this.recordMismatch(error, call, door);
      return faultResponse(toFault(error), id, 400);
    }
    const { signal } = door.request;
    return respondModern(id, {
      signal,
      work: async ({ notify, signal: gone }) => {
        const open = this.frontFor(hello, door);
        const front = await open.front;
        if (call.method === 'server/discover') return discoverAnswer(front.hello);
        if (call.method === 'subscriptions/listen') {
          const context = { ...quietContext(hello, gone), place: open.place };
          return this.subscribe(() => serveSubscription(front, { id, call, notify, signal: gone, context }));
        }
        if (call.method === 'tools/call') await this.checkParams({ call, front, hello, door });
        const exchange = { call, hello, bearer: door.bearer, notify, signal: gone };
        return open.exchanges.handle(exchange, (context) => front.request(call, { ...context, place: open.place }));
      },
    });
  }

  /** Ends everything. */
  async close(): Promise<void> {
    const all = [...this.fronts.values()];
    this.fronts.clear();
    await Promise.all(all.map(closeFront));
  }

  private async subscribe(serve: () => Promise<RpcAnswer>): Promise<RpcAnswer> {
    if (this.subscriptions >= MAX_SUBSCRIPTIONS) {
      throw new RpcFault(RPC_CODES.internal, `${MAX_SUBSCRIPTIONS} subscriptions are open, want fewer`);
    }
    this.subscriptions += 1;
    try {
      return await serve();
    } finally {
      this.subscriptions -= 1;
    }
  }

  /** Raises where headers and arguments differ, and where nobody can say whether they do. */
  private async checkParams({ call, front, hello, door }: Checked): Promise<void> {
    const context = quietContext(hello, door.request.signal);
    const schema = await front.schemaOf(textAt(call.params, 'name') ?? '', context);
    if (schema === null) return;
    try {
      checkParamHeaders(door.request.headers, call, schema);
    } catch (error) {
      await this.recordMismatch(error, call, door);
      throw error;
    }
  }

  /** A request whose headers say something else is put on record as a call of an unlisted tool, which nobody passes on. */
  private async recordMismatch(error: unknown, call: RpcCall, door: DoorRequest): Promise<void> {
    const isMismatch = error instanceof RpcFault && error.code === RPC_CODES.headerMismatch;
    if (isMismatch) await this.options.recordRefusal(door, call).catch(() => undefined);
  }

  private frontFor(hello: ClientHello, door: DoorRequest): OpenFront {
    const key = canonicalJson([door.target, door.bearer, hello.capabilities]);
    const known = this.fronts.get(key);
    if (known !== undefined) {
      this.fronts.delete(key);
      this.fronts.set(key, known);
      return known;
    }
    const opened = this.open(hello, door, () => this.forget(key, opened));
    this.fronts.set(key, opened);
    opened.front.catch(() => this.fronts.delete(key));
    const own = [...this.fronts].filter(([, { bearer }]) => bearer === door.bearer);
    const [oldest] = own.length > MAX_FRONTS_OF_BEARER ? own : this.fronts.size > MAX_FRONTS ? [...this.fronts] : [];
    if (oldest !== undefined) this.forget(...oldest);
    return opened;
  }

  private open(hello: ClientHello, door: DoorRequest, lost: () => void): OpenFront {
    const place = this.options.placeOf(`mcp-${randomUUID()}`);
    const { target, gate } = door;
    const front = this.options.open({ target, hello, gate, lost }).then((ready) => {
      ready.notify({ method: 'notifications/initialized', params: {} });
      return ready;
    });
    return { bearer: door.bearer, front, place, exchanges: new ModernExchanges(misusedIn(place.session, gate)) };
  }

  /** Puts servers away: nothing new reaches them, what is in work may end. */
  private forget(key: string, open: OpenFront): void {
    if (this.fronts.get(key) !== open) return;
    this.fronts.delete(key);
    if (this.lingering >= MAX_LINGERING) return void closeFront(open);
    this.lingering += 1;
    const end = (): void => {
      this.lingering -= 1;
      void closeFront(open);
    };
    setTimeout(end, LINGER_MS).unref();
  }
}

type Checked = {
  readonly call: RpcCall;
  readonly front: Front;
  readonly hello: ClientHello;
  readonly door: DoorRequest;
};

async function closeFront({ front, exchanges }: OpenFront): Promise<void> {
  exchanges.close();
  await front.then(
    (ready) => ready.close(),
    () => undefined,
  );
}
