import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireOpenedRun,
  WireReviewRunRequest,
  WireRun,
  WireRunRequest,
  WireRunState,
  WireSandbox,
  WireSandboxName,
  WireShownRun,
} from './wire.ts';

/** Longest wait of one look at a run. */
const MAX_WAIT_MS = 10_000;
/** What a run changed is looked at file by file. */
const LONG = { waitMs: 600_000 };

/** The part of a client that is about runs: programs in sandboxes. Needs the operator's token. */
export class RunClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Begins a run; the caller then starts what `launch` says, and follows the run until it ended. */
  async open(request: WireRunRequest, options: CallOptions = {}): Promise<WireOpenedRun> {
    return this.read('run,launch,notes', { ...post('/v1/runs', request), ...LONG, ...options });
  }

  async list(options: CallOptions = {}): Promise<readonly WireRun[]> {
    return (await this.read<{ runs: WireRun[] }>('runs', { ...get('/v1/runs', {}), ...options })).runs;
  }

  async show(id: string, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...get(path(id), {}), ...options });
  }

  /** Answers once the run is in another state than `known`, or after ten seconds. Whoever stops asking ends the run. */
  async follow(id: string, known: WireRunState, options: CallOptions = {}): Promise<WireShownRun> {
    const query = { known, wait_ms: MAX_WAIT_MS };
    return this.read('run,summary', { ...get(`${path(id)}/follow`, query), waitMs: MAX_WAIT_MS, ...options });
  }

  /** Tells that the program ended. */
  async end(id: string, exitCode: number | null, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/end`, { exit_code: exitCode }), ...LONG, ...options });
  }

  async stop(id: string, reason: string, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/stop`, { reason }), ...LONG, ...options });
  }

  async freeze(id: string, reason: string, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/freeze`, { reason }), ...options });
  }

  async resume(id: string, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/resume`, {}), ...options });
  }

  async renew(id: string, leaseMs: number, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/renew`, { lease_ms: leaseMs }), ...options });
  }

  /** Takes a run's changes over into the workspace, or drops them. */
  async review(id: string, request: WireReviewRunRequest, options: CallOptions = {}): Promise<WireShownRun> {
    return this.read('run,summary', { ...post(`${path(id)}/review`, request), ...LONG, ...options });
  }

  /** What each kind of sandbox enforces on the gateway's machine, found out by running programs: of some kinds, or of all. */
  async sandboxes(
    names: readonly WireSandboxName[] | null = null,
    options: CallOptions = {},
  ): Promise<readonly WireSandbox[]> {
    const call = { ...get('/v1/sandboxes', { name: names?.join(',') }), ...options };
    return (await this.read<{ sandboxes: WireSandbox[] }>('sandboxes', call)).sandboxes;
  }
}

function path(id: string): string {
  return `/v1/runs/${encodeURIComponent(id)}`;
}
