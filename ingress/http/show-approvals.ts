import { setImmediate as nextTurn } from 'node:timers/promises';
import { BoundedShelf } from '../../application/bounded-shelf.ts';
import type { ApprovalView, Caller, Gateway } from '../../application/gateway.ts';
import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { ApprovalQuery } from '../../ports/approval-store.ts';
import type { WireApproval } from '../../sdk/wire.ts';
import { pageAbridger } from './abridge-approval.ts';
import { laneOf } from './admission.ts';
import { bareToWire, briefToWire, shownToWire } from './to-wire.ts';

type Shown = NonNullable<WireApproval['shown']>;
type Known = Pick<Gateway, 'promptOf' | 'showRequest' | 'listRequests'>;

/** Characters of what requests are about that are kept as they are shown, and of how many. */
const KEPT = { maxSize: 16_777_216, maxCount: 1_000 } as const;

/**
 * Shows requests to whoever asks for them, so that nobody's large request holds the others up.
 *
 * What a request is about can be megabytes, and takes time to read, redact and draw: that is done once for as long as there is room, one
 * request after the other for agents and for people, with whatever else there is to do in between.
 */
export class ApprovalShows {
  private readonly gateway: Known;
  private readonly whole = new BoundedShelf<Shown>(KEPT);
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(gateway: Known) {
    this.gateway = gateway;
  }

  /** One request with all that people must see. */
  async find(caller: Caller, request: ApprovalRequest): Promise<WireApproval> {
    return this.inTurn(caller, async () => {
      const view = await this.gateway.showRequest(request);
      return { ...bareToWire(view.request), shown: this.shownOf(view), prompt: this.gateway.promptOf(view) };
    });
  }

  /** A page of requests, each cut to what finds it again. */
  async list(caller: Caller, query: ApprovalQuery): Promise<readonly WireApproval[]> {
    const abridged = pageAbridger();
    const listed: WireApproval[] = [];
    for (const request of await this.gateway.listRequests(query)) {
      const show = async (): Promise<WireApproval> => briefToWire(await this.gateway.showRequest(request), abridged);
      listed.push(await this.inTurn(caller, show));
    }
    return listed;
  }

  private shownOf({ request, shown }: ApprovalView): Shown | null {
    if (shown === null) {
      this.whole.delete(request.id);
      return null;
    }
    const known = this.whole.get(request.id);
    if (known !== null) return known;
    const made = shownToWire(shown);
    this.whole.set(request.id, made, JSON.stringify(made).length);
    return made;
  }

  private async inTurn<Made>(caller: Caller, make: () => Promise<Made>): Promise<Made> {
    const lane = laneOf(caller);
    const before = this.queues.get(lane) ?? Promise.resolve();
    const mine = before.then(() => nextTurn()).then(make);
    this.queues.set(
      lane,
      mine.then(
        () => undefined,
        () => undefined,
      ),
    );
    return mine;
  }
}
