import { expectDecision, expectFields } from './read-answer.ts';
import { readEvents } from './read-events.ts';
import { type CallOptions, type ClientOptions, Transport } from './transport.ts';
import type {
  WireAnswerRequest,
  WireApproval,
  WireApprovalStatus,
  WireCheckResponse,
  WireContainRequest,
  WireCreateTokenRequest,
  WireCreateTokenResponse,
  WireDecideRequest,
  WireDecideResponse,
  WireEmergency,
  WireEnrolRequest,
  WireEnrolResponse,
  WireEvent,
  WireHaltRequest,
  WireHaltResponse,
  WireHealth,
  WireLiftRequest,
  WireLogEntry,
  WireLogHead,
  WireOutcomeRequest,
  WireOutcomeResponse,
  WirePolicy,
  WireProposal,
  WireReceipt,
  WireResumeRequest,
  WireSessionEvent,
  WireToken,
} from './wire.ts';

/**
 * A gateway over HTTP, one method for each route.
 *
 * Every method raises only `CountersignError`; no connection is code `unreachable`. An answer that is not the gateway's
 * is code `unexpected-answer`, never a verdict. Holds no connection and no state: make as many as you like.
 */
export class CountersignClient {
  private readonly transport: Transport;

  constructor(options: ClientOptions) {
    this.transport = new Transport(options);
  }

  /** Decides an action, recorded. Only the verdict `allow` lets it run. Waits `wait_ms` for people. */
  async decide(request: WireDecideRequest, options: CallOptions = {}): Promise<WireDecideResponse> {
    const waitMs = request.wait_ms ?? 0;
    return expectDecision(await this.transport.json({ ...post('/v1/decide', request), waitMs, ...options }));
  }

  /** Says what the decision would be; records and asks nothing. */
  async check(request: WireProposal, options: CallOptions = {}): Promise<WireCheckResponse> {
    return this.read('verdict,action_digest,decision', { ...post('/v1/check', request), ...options });
  }

  /** Reports what happened when an authorised action ran. */
  async reportOutcome(request: WireOutcomeRequest, options: CallOptions = {}): Promise<WireOutcomeResponse> {
    return this.read('action_id,log_index', { ...post('/v1/outcome', request), ...options });
  }

  /** Tells of a session's start or end, or of a user's prompt. */
  async observeSession(event: WireSessionEvent, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ ...post('/v1/sessions/events', event), ...options });
  }

  /** Approval requests with one of the statuses (default `pending`), oldest first. */
  async listApprovals(
    { statuses, limit }: { readonly statuses?: readonly WireApprovalStatus[]; readonly limit?: number } = {},
    options: CallOptions = {},
  ): Promise<readonly WireApproval[]> {
    const query = { status: statuses?.join(','), limit };
    return (await this.read<{ approvals: WireApproval[] }>('approvals', { ...get('/v1/approvals', query), ...options }))
      .approvals;
  }

  /** One request by id or unambiguous prefix; with `waitMs`, answers when it leaves `pending` or the wait is over. */
  async findApproval(
    id: string,
    { waitMs, ...options }: CallOptions & { readonly waitMs?: number } = {},
  ): Promise<WireApproval> {
    const call = get(`/v1/approvals/${encodeURIComponent(id)}`, { wait_ms: waitMs });
    return this.read('id,status,statement', { ...call, waitMs: waitMs ?? 0, ...options });
  }

  /** Gives a signed approval. */
  async approve(id: string, answer: WireAnswerRequest, options: CallOptions = {}): Promise<WireApproval> {
    return this.read('id,status', { ...post(`/v1/approvals/${encodeURIComponent(id)}/approve`, answer), ...options });
  }

  /** Gives a signed denial. */
  async deny(id: string, answer: WireAnswerRequest, options: CallOptions = {}): Promise<WireApproval> {
    return this.read('id,status', { ...post(`/v1/approvals/${encodeURIComponent(id)}/deny`, answer), ...options });
  }

  /** What is stopped. */
  async emergency(options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,containments', { ...get('/v1/emergency'), ...options });
  }

  /** Stops everything new at once; answers the token that resumes, which is shown once. */
  async halt(request: WireHaltRequest, options: CallOptions = {}): Promise<WireHaltResponse> {
    return this.read('resume_token', { ...post('/v1/emergency/halt', request), ...options });
  }

  /** Ends a halt. */
  async resume(request: WireResumeRequest, options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,containments', { ...post('/v1/emergency/resume', request), ...options });
  }

  /** Holds one target. */
  async contain(request: WireContainRequest, options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,containments', { ...post('/v1/emergency/contain', request), ...options });
  }

  /** Lets one contained target go on. */
  async lift(request: WireLiftRequest, options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,containments', { ...post('/v1/emergency/lift', request), ...options });
  }

  /** The newest checkpoint of the log. */
  async logHead(options: CallOptions = {}): Promise<WireLogHead> {
    return this.read('size,root,note', { ...get('/v1/log/head'), ...options });
  }

  /** Entries from an index on, in order; at most 1,000 at a time. */
  async logEntries(
    { from, limit }: { readonly from?: number; readonly limit?: number } = {},
    options: CallOptions = {},
  ): Promise<readonly WireLogEntry[]> {
    const call = { ...get('/v1/log/entries', { from, limit }), ...options };
    return (await this.read<{ entries: WireLogEntry[] }>('entries', call)).entries;
  }

  /** A proof that an entry is in the log. */
  async receipt(index: number, options: CallOptions = {}): Promise<WireReceipt> {
    return this.read('index,entry,proof', { ...get(`/v1/log/entries/${index}/receipt`), ...options });
  }

  /** The policy in force. */
  async policy(options: CallOptions = {}): Promise<WirePolicy> {
    return this.read('version,rules,warnings', { ...get('/v1/policy'), ...options });
  }

  /** Loads the policy files again. A policy that does not parse is code `policy.invalid`, and the old one stays. */
  async reloadPolicy(options: CallOptions = {}): Promise<WirePolicy> {
    return this.read('version,rules,warnings', { ...post('/v1/policy/reload', {}), ...options });
  }

  /** Every token, without its secret. */
  async listTokens(options: CallOptions = {}): Promise<readonly WireToken[]> {
    return (await this.read<{ tokens: WireToken[] }>('tokens', { ...get('/v1/tokens'), ...options })).tokens;
  }

  /** Makes a token; its secret is shown once. */
  async createToken(request: WireCreateTokenRequest, options: CallOptions = {}): Promise<WireCreateTokenResponse> {
    return this.read('token,record', { ...post('/v1/tokens', request), ...options });
  }

  /** Makes a token worthless. */
  async revokeToken(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ method: 'DELETE', path: `/v1/tokens/${encodeURIComponent(id)}`, ...options });
  }

  /** Registers an approver's public key. */
  async enrolApprover(request: WireEnrolRequest, options: CallOptions = {}): Promise<WireEnrolResponse> {
    return this.read('key_id', { ...post('/v1/approvers', request), ...options });
  }

  /**
   * Events from now on, until the caller stops iterating or its signal ends it.
   *
   * Raises `timed-out` when the gateway's heartbeat stays away, `unreachable` when the stream breaks; subscribe again then.
   */
  events(options: CallOptions = {}): AsyncGenerator<WireEvent, void, undefined> {
    return readEvents(this.transport, options);
  }

  /** Whether a gateway answers at the address, and how it is. Needs no token. */
  async ping(options: CallOptions = {}): Promise<{ readonly status: WireHealth['status'] }> {
    return this.read('status', { ...get('/healthz'), ...options });
  }

  /** How the gateway is, in detail. */
  async health(options: CallOptions = {}): Promise<WireHealth> {
    return this.read('status,version,log', { ...get('/v1/health'), ...options });
  }

  /** Numbers for monitoring, as Prometheus text. */
  async metrics(options: CallOptions = {}): Promise<string> {
    return this.transport.text({ ...get('/metrics'), ...options });
  }

  private async read<Answer>(fields: string, call: Parameters<Transport['json']>[0]): Promise<Answer> {
    return expectFields(await this.transport.json(call), fields) as Answer;
  }
}

function get(path: string, query: { readonly [name: string]: string | number | undefined } = {}) {
  return { method: 'GET', path, query } as const;
}

function post(path: string, body: unknown) {
  return { method: 'POST', path, body } as const;
}
