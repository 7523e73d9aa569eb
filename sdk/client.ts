import { ActClient } from './act-client.ts';
import { type AnswerReader, answerReader, get, post } from './answer-reader.ts';
import { BrokerClient } from './broker-client.ts';
import { ChannelClient } from './channel-client.ts';
import { CheckpointClient } from './checkpoint-client.ts';
import { FatigueClient } from './fatigue-client.ts';
import { GuardClient } from './guard-client.ts';
import { PeopleClient } from './people-client.ts';
import { expectBatch, expectDecision } from './read-answer.ts';
import { type EventsOptions, readEvents } from './read-events.ts';
import { ReadingClient } from './reading-client.ts';
import { RevertClient } from './revert-client.ts';
import { RunClient } from './run-client.ts';
import { SecretClient } from './secret-client.ts';
import { type CallOptions, type ClientOptions, Transport } from './transport.ts';
import type {
  WireAnswerRequest,
  WireApproval,
  WireApprovalStatus,
  WireApprover,
  WireBatchRequest,
  WireBatchResponse,
  WireCheckResponse,
  WireContainRequest,
  WireCreateTokenRequest,
  WireCreateTokenResponse,
  WireDecideRequest,
  WireDecideResponse,
  WireEmergency,
  WireEnrolRequest,
  WireEnrolResponse,
  WireEraseRequest,
  WireEraseResponse,
  WireEvent,
  WireHaltRequest,
  WireHaltResponse,
  WireHealth,
  WireLiftRequest,
  WireLogEntry,
  WireLogHead,
  WireNarrowTokenRequest,
  WireNoteToolsRequest,
  WireNoteToolsResponse,
  WireOutcomeRequest,
  WireOutcomeResponse,
  WirePolicy,
  WirePolicyProposal,
  WireProposal,
  WireQuestionAnswer,
  WireQuestionAnswerResponse,
  WireQuestionRequest,
  WireQuestionResponse,
  WireReceipt,
  WireRefuseRequest,
  WireResumeRequest,
  WireSafeModeExit,
  WireSafeModeQuestion,
  WireSafeModeRequest,
  WireSessionEvent,
  WireShownEntry,
  WireShownTool,
  WireToken,
  WireTool,
  WireVouchRequest,
  WireWithdrawal,
} from './wire.ts';

/** Tokens asked for at a time. */
const TOKENS_A_PAGE = 1_000;

/** Which approval requests, in which order, and behind which (the whole id of the page before's last). */
export type ApprovalsQuery = {
  readonly statuses?: readonly WireApprovalStatus[];
  readonly limit?: number;
  readonly order?: 'oldest' | 'newest';
  readonly after?: string;
};

/**
 * A gateway over HTTP, one method for each route.
 *
 * Every method raises only `CountersignError`; no connection is code `unreachable`. An answer that is not the gateway's
 * is code `unexpected-answer`, never a verdict. Holds no connection and no state: make as many as you like.
 */
export class CountersignClient {
  /** The gateway's own tools: plans, diffs, files, checks, commits. */
  readonly act: ActClient;
  /** Checkpoints of workspaces, and undoing. */
  readonly checkpoints: CheckpointClient;
  /** Taking actions back: reverts, inverses, and what was deleted. */
  readonly reverts: RevertClient;
  /** Programs in sandboxes. */
  readonly runs: RunClient;
  /** Secrets: what the vault holds and who may use it. */
  readonly secrets: SecretClient;
  /** People, second factors, delegations, and browsers that are logged in. */
  readonly people: PeopleClient;
  /** What the gateway does with a secret itself. */
  readonly brokers: BrokerClient;

  /** Leases, budgets, and what stopped by itself. */
  readonly guards: GuardClient;
  /** Batches of answers, trust in sessions, and how people answer prompts. */
  readonly prompts: FatigueClient;
  /** What is recorded of actions and sessions. */
  readonly reading: ReadingClient;

  /** How people are reached, and whose accounts at channels are whose. */
  readonly channels: ChannelClient;

  private readonly transport: Transport;
  private readonly read: AnswerReader;

  constructor(options: ClientOptions) {
    this.transport = new Transport(options);
    this.read = answerReader(this.transport);
    this.act = new ActClient(this.read);
    this.checkpoints = new CheckpointClient(this.read);
    this.reverts = new RevertClient(this.read);
    this.guards = new GuardClient(this.read);
    this.channels = new ChannelClient(this.read);
    this.prompts = new FatigueClient(this.read);
    this.reading = new ReadingClient(this.read);
    this.runs = new RunClient(this.read);
    this.secrets = new SecretClient(this.read);
    this.people = new PeopleClient(this.read);
    this.brokers = new BrokerClient(this.read);
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

  /** Decides the calls of one model turn, and answers which may run together. Waits `wait_ms` for people in all. */
  async batch(request: WireBatchRequest, options: CallOptions = {}): Promise<WireBatchResponse> {
    const waitMs = request.wait_ms ?? 0;
    const ids = request.calls.map(({ id }) => id);
    return expectBatch(await this.transport.json({ ...post('/v1/batch', request), waitMs, ...options }), ids);
  }

  /** Reports what happened when an authorised action ran. */
  async reportOutcome(request: WireOutcomeRequest, options: CallOptions = {}): Promise<WireOutcomeResponse> {
    return this.read('action_id,log_index', { ...post('/v1/outcome', request), ...options });
  }

  /** Tells of a session's start or end, or of a user's prompt. */
  async observeSession(event: WireSessionEvent, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ ...post('/v1/sessions/events', event), ...options });
  }

  /** A page of approval requests with one of the statuses (default `pending`), oldest first unless `order` says otherwise. */
  async listApprovals(
    { statuses, limit, order, after }: ApprovalsQuery = {},
    options: CallOptions = {},
  ): Promise<readonly WireApproval[]> {
    const query = { status: statuses?.join(','), limit, order, after };
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

  /** Makes the question to the person at the client; needs the token of the gateway's own MCP front. */
  async openQuestion(request: WireQuestionRequest, options: CallOptions = {}): Promise<WireQuestionResponse> {
    return this.read('question', { ...post('/v1/questions', request), ...options });
  }

  /** Gives the answer of the person at the client. */
  async answerQuestion(answer: WireQuestionAnswer, options: CallOptions = {}): Promise<WireQuestionAnswerResponse> {
    return this.read('approved', { ...post('/v1/questions/answer', answer), ...options });
  }

  /** Shows everything that a server lists; tells how each tool stands, in order. */
  async noteTools(request: WireNoteToolsRequest, options: CallOptions = {}): Promise<WireNoteToolsResponse> {
    return this.read('tools', { ...post('/v1/tools', request), ...options });
  }

  /** The tools of one server, or of all, in the order of first sight. */
  async listTools(
    { server }: { readonly server?: string } = {},
    options: CallOptions = {},
  ): Promise<readonly WireTool[]> {
    const call = { ...get('/v1/tools', { server }), ...options };
    return (await this.read<{ tools: WireTool[] }>('tools', call)).tools;
  }

  /** A tool in full, and how it differs from what was accepted. */
  async showTool(server: string, tool: string, options: CallOptions = {}): Promise<WireShownTool> {
    const path = `/v1/tools/${encodeURIComponent(server)}/${encodeURIComponent(tool)}`;
    return this.read('tool,listing,changes', { ...get(path), ...options });
  }

  /** Accepts listings as they were shown, by their digests. */
  async vouchTools(request: WireVouchRequest, options: CallOptions = {}): Promise<readonly WireTool[]> {
    return (await this.read<{ tools: WireTool[] }>('tools', { ...post('/v1/tools/vouch', request), ...options })).tools;
  }

  /** Forgets tools: listed again they are new. Answers how they stood. */
  async forgetTools(request: WireRefuseRequest, options: CallOptions = {}): Promise<readonly WireTool[]> {
    return (await this.read<{ tools: WireTool[] }>('tools', { ...post('/v1/tools/forget', request), ...options }))
      .tools;
  }

  /** Refuses tools at once. */
  async refuseTools(request: WireRefuseRequest, options: CallOptions = {}): Promise<readonly WireTool[]> {
    return (await this.read<{ tools: WireTool[] }>('tools', { ...post('/v1/tools/refuse', request), ...options }))
      .tools;
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

  /** Makes the gateway read-only at once. */
  async enterSafeMode(request: WireSafeModeRequest, options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,safe_mode', { ...post('/v1/emergency/safe-mode', request), ...options });
  }

  /** Asks for what is to be signed to end safe mode (see `signSafeModeExit`). */
  async askToLeaveSafeMode(options: CallOptions = {}): Promise<WireSafeModeQuestion> {
    return this.read('nonce,statement', { ...post('/v1/emergency/safe-mode/question', {}), ...options });
  }

  /** Ends safe mode with a signed answer. */
  async leaveSafeMode(answer: WireSafeModeExit, options: CallOptions = {}): Promise<WireEmergency> {
    return this.read('halt,safe_mode', { ...post('/v1/emergency/safe-mode/leave', answer), ...options });
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

  /** One entry, and what became of its payload. */
  async logEntry(index: number, options: CallOptions = {}): Promise<WireShownEntry> {
    return this.read('index,text,payload', { ...get(`/v1/log/entries/${index}`), ...options });
  }

  /** Erases the payload of an entry for good; answers the place of the record. */
  async erasePayload(index: number, request: WireEraseRequest, options: CallOptions = {}): Promise<WireEraseResponse> {
    return this.read('index,log_index', { ...post(`/v1/log/entries/${index}/erase`, request), ...options });
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

  /** Rules that approvers proposed, newest first. */
  async listPolicyProposals(
    { limit }: { readonly limit?: number } = {},
    options: CallOptions = {},
  ): Promise<readonly WirePolicyProposal[]> {
    const call = { ...get('/v1/policy/proposals', { limit }), ...options };
    return (await this.read<{ proposals: WirePolicyProposal[] }>('proposals', call)).proposals;
  }

  /** A page of tokens without their secrets, oldest first; `after` is the id of the page before's last. */
  async listTokens(
    { after, limit }: { readonly after?: string; readonly limit?: number } = {},
    options: CallOptions = {},
  ): Promise<readonly WireToken[]> {
    const call = { ...get('/v1/tokens', { after, limit }), ...options };
    return (await this.read<{ tokens: WireToken[] }>('tokens', call)).tokens;
  }

  /** Every token, page by page. */
  async *everyToken(options: CallOptions = {}): AsyncGenerator<WireToken, void, undefined> {
    for (let after: string | undefined; ; ) {
      const page = await this.listTokens({ limit: TOKENS_A_PAGE, ...(after === undefined ? {} : { after }) }, options);
      yield* page;
      after = page.at(-1)?.id;
      if (page.length < TOKENS_A_PAGE || after === undefined) return;
    }
  }

  /** Makes a token; its secret is shown once. */
  async createToken(request: WireCreateTokenRequest, options: CallOptions = {}): Promise<WireCreateTokenResponse> {
    return this.read('token,record', { ...post('/v1/tokens', request), ...options });
  }

  /** Makes a token of one's own that may do less and ends soon; its secret is shown once. */
  async narrowToken(request: WireNarrowTokenRequest, options: CallOptions = {}): Promise<WireCreateTokenResponse> {
    return this.read('token,record', { ...post('/v1/tokens/narrow', request), ...options });
  }

  /** Makes a token worthless. */
  async revokeToken(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ method: 'DELETE', path: `/v1/tokens/${encodeURIComponent(id)}`, ...options });
  }

  /** Every approver's public key, withdrawn ones too. */
  async listApprovers(options: CallOptions = {}): Promise<readonly WireApprover[]> {
    const call = { ...get('/v1/approvers'), ...options };
    return (await this.read<{ approvers: WireApprover[] }>('approvers', call)).approvers;
  }

  /** Withdraws a key, by its id or an unambiguous prefix. */
  async withdrawApprover(id: string, options: CallOptions = {}): Promise<WireWithdrawal> {
    const call = { method: 'DELETE', path: `/v1/approvers/${encodeURIComponent(id)}`, ...options } as const;
    return this.read('approver,remaining', call);
  }

  /** Registers an approver's public key. */
  async enrolApprover(request: WireEnrolRequest, options: CallOptions = {}): Promise<WireEnrolResponse> {
    return this.read('key_id', { ...post('/v1/approvers', request), ...options });
  }

  /**
   * Events from now on (`onOpen` says when that is), until the caller stops iterating or its signal ends it.
   *
   * Raises `timed-out` when the gateway's heartbeat stays away, `unreachable` when the stream breaks; subscribe again then.
   */
  events(options: EventsOptions = {}): AsyncGenerator<WireEvent, void, undefined> {
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
}
