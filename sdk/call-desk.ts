import { type AuthorizeOptions, authorize, copyOf, isAlive, type Permission } from './authorize.ts';
import { ChangedPlaces, touchSame } from './changed-places.ts';
import type { CountersignClient } from './client.ts';
import { CountersignError } from './error.ts';
import { type ReportOptions, runReported } from './report-run.ts';
import { errorOfApproval, waitForApproval } from './wait-for-approval.ts';
import type { WireJsonObject, WireToolReference } from './wire.ts';

/** How the calls of an agent framework are proposed. Tools are proposed under their own name, supplied by `origin`. */
export type AdapterOptions = Omit<AuthorizeOptions, 'client' | 'tool' | 'callId' | 'signal'> &
  Omit<ReportOptions<unknown>, 'client'> & {
    readonly client: Pick<CountersignClient, 'decide' | 'reportOutcome' | 'findApproval'>;
    /** Who supplies the tools, for policy to tell them apart; default `sdk`. */
    readonly origin?: string | undefined;
    /** How a tool is proposed, where its own name and `origin` are not it. */
    readonly toolOf?: ((name: string) => WireToolReference) | undefined;
  };

/** One call of a model: the framework's id of it, the tool's name and the arguments. */
export type ToolCall = {
  readonly id: string;
  readonly tool: string;
  readonly args: unknown;
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What became of a call that was to run: its answer, or why it did not run. */
export type Ran<Answer> =
  | { readonly kind: 'ran'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly error: CountersignError };

/** A permission that was not used after this long is asked for again. */
const USABLE_FOR_MS = 60_000;

/** Calls that are remembered; the oldest is forgotten first, which only means that it is asked about again. */
const MAX_CALLS = 1_000;

/** How long to wait for other calls unless the options say otherwise. */
const DEFAULT_WAIT_MS = 60_000;

/** Runs of one and the same call that get in each other's way before one of them is refused. */
const MAX_ATTEMPTS = 32;

type Allowed = Permission & { readonly kind: 'allowed' };
type Decided = { readonly call: ToolCall; readonly read: ReadCall; readonly first: Allowed };
type Known = { readonly permission: Permission; readonly atMs: number; readonly mark: number };

/**
 * Asks about the calls of an agent framework where it asks for approval, and again where it runs them.
 *
 * Invariant: a call runs only with a permission for exactly its id, tool and arguments, which is used once. A framework that
 * runs a call without having asked, or with other arguments, makes it ask now; no answer is a refusal.
 */
export class CallDesk {
  private readonly options: AdapterOptions;
  private readonly calls = new Map<string, Known>();
  private readonly places = new ChangedPlaces();

  constructor(options: AdapterOptions) {
    this.options = options;
  }

  /**
   * Whether a call may run. Asks once: the same call again gets the same permission, and a request that is still open is
   * looked at, not opened again.
   */
  async ask(call: ToolCall): Promise<Permission> {
    const read = readCall(call);
    if (!read.ok) return { kind: 'refused', error: read.error };
    const known = this.calls.get(read.key)?.permission;
    if (known?.kind === 'pending') return this.askAgain(call, read, known);
    if (known?.kind === 'allowed' && this.isFresh(read.key)) return known;
    return this.propose(call, read);
  }

  /**
   * Runs a call if it may, with the arguments that were decided, and reports the outcome. The tool's own error is raised.
   *
   * When other calls of this desk change a path that this one touches, it waits until they have ended and is decided again;
   * after `waitMs` it is refused. So is a call inside of one that changes the same place.
   */
  async run<Answer>(call: ToolCall, run: (args: WireJsonObject) => Answer | Promise<Answer>): Promise<Ran<Answer>> {
    const read = readCall(call);
    if (!read.ok) return { kind: 'refused', error: read.error };
    const first = await this.permissionToRun(call, read);
    if (first.kind !== 'allowed') return { kind: 'refused', error: first.error };
    const { effects } = first.decision.decision;
    const inTheWay = this.places.since(first.mark, effects);
    const end = this.places.begin(effects);
    try {
      const permission = inTheWay.length === 0 ? first : await this.decideAgain({ call, read, first }, inTheWay);
      if (permission.kind !== 'allowed') return { kind: 'refused', error: permission.error };
      const { args, decision } = permission;
      return { kind: 'ran', answer: await runReported(() => run(args), { ...this.options, decision }) };
    } finally {
      end();
    }
  }

  /** The permission that is used up by this run, and by no other; what was refused a moment ago is not asked again. */
  private async permissionToRun(call: ToolCall, { key }: ReadCall): Promise<Permission & { readonly mark: number }> {
    const refused = this.calls.get(key)?.permission;
    const isRefused = refused?.kind === 'refused' && this.isFresh(key);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const permission = isRefused ? refused : await this.ask(call);
      const known = this.calls.get(key);
      const isOwn = known?.permission === permission;
      if (isOwn && permission.kind !== 'pending') this.calls.delete(key);
      if (isOwn || permission.kind !== 'allowed') return { ...permission, mark: known?.mark ?? 0 };
    }
    return { ...refuseInTheWay(), mark: 0 };
  }

  /** Waits for the calls in the way, and asks about the world they leave behind. The first permission is reported unused. */
  private async decideAgain({ call, read, first }: Decided, inTheWay: readonly Promise<void>[]): Promise<Permission> {
    const { client, onReportError, waitMs = DEFAULT_WAIT_MS } = this.options;
    const haveAllEnded = await haveEnded(inTheWay, call.waitMs ?? waitMs);
    const unused = { action_id: first.decision.action_id, result: 'failed', error: 'not-run' } as const;
    await client.reportOutcome(unused).catch((error: unknown) => onReportError?.(error));
    if (!haveAllEnded) return refuseInTheWay();
    const second = await this.permissionToRun(call, read);
    if (second.kind !== 'allowed') return second;
    const isSame = touchSame(first.decision.decision.effects, second.decision.decision.effects);
    return isSame ? second : refuseInTheWay();
  }

  /** Looks at an open request; once it is approved the call is proposed again, which uses the approval. */
  private async askAgain(call: ToolCall, read: ReadCall, known: Permission & { kind: 'pending' }): Promise<Permission> {
    const { waitMs = this.options.waitMs, signal } = call;
    try {
      const request = await waitForApproval(this.options.client, known.approval, { waitMs, signal });
      if (request.status === 'approved') return await this.propose(call, read);
      const error = errorOfApproval(request);
      return request.status === 'pending' ? { ...known, error } : this.remember(read.key, { kind: 'refused', error });
    } catch (error) {
      if (error instanceof CountersignError) return { kind: 'refused', error };
      throw error;
    }
  }

  private async propose(call: ToolCall, { key, args }: ReadCall): Promise<Permission> {
    const { origin = 'sdk', toolOf, waitMs } = this.options;
    const mark = this.places.now();
    const permission = await authorize(args, {
      ...this.options,
      tool: toolOf?.(call.tool) ?? { name: call.tool, origin },
      callId: call.id,
      waitMs: call.waitMs ?? waitMs,
      signal: call.signal,
    });
    return this.remember(key, permission, mark);
  }

  private remember(key: string, permission: Permission, mark = this.places.now()): Permission {
    this.calls.delete(key);
    this.calls.set(key, { permission, atMs: Date.now(), mark });
    const [oldest] = this.calls.keys();
    if (this.calls.size > MAX_CALLS && oldest !== undefined) this.calls.delete(oldest);
    return permission;
  }

  private isFresh(key: string): boolean {
    const known = this.calls.get(key);
    if (known === undefined || Date.now() - known.atMs >= USABLE_FOR_MS) return false;
    return known.permission.kind !== 'allowed' || isAlive(known.permission.decision);
  }
}

function refuseInTheWay(): Permission {
  const message = 'run the call: another call is changing what it touches';
  const remedies = ['make the call again when the others have ended'];
  return { kind: 'refused', error: new CountersignError('denied', message, { remedies }) };
}

/** Whether everything has ended within the time. */
function haveEnded(changes: readonly Promise<void>[], waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), waitMs);
    void Promise.all(changes).then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

type ReadCall = { readonly key: string; readonly args: WireJsonObject };

/** The arguments as plain JSON, and a key that no other call has. Arguments that are no object become `{ input }`. */
function readCall({ id, tool, args }: ToolCall): ({ readonly ok: true } & ReadCall) | Unreadable {
  try {
    const isObject = typeof args === 'object' && args !== null && !Array.isArray(args);
    const copy = copyOf(isObject ? args : { input: args ?? null });
    return { ok: true, key: JSON.stringify([id, tool, copy]), args: copy };
  } catch (error) {
    if (error instanceof CountersignError) return { ok: false, error };
    throw error;
  }
}

type Unreadable = { readonly ok: false; readonly error: CountersignError };
