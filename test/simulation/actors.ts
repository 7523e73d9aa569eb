import type { AnswerInput, Authorization, Caller, Gateway, Proposal, Wait } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import type { ApprovalRequest, ApprovalStatus } from '../../core/approval/approval.ts';
import { settle } from '../harness/manual-clock.ts';
import { NO_WAIT, OPERATOR, propose } from '../harness/test-gateway.ts';
import { Calls } from './calls.ts';
import { COMMIT_FAULTS } from './failing-stores.ts';
import { LogWatch } from './invariants.ts';
import { AGENTS, FORBIDDEN, LAST_AGENT, TOOLS } from './proposals.ts';
import { signAnswer } from './sign-answer.ts';
import { RATIONALE, Stops } from './stops.ts';
import { PEOPLE, POLICIES, type PolicyName, type World } from './world.ts';

/** No request waits longer for a person than this. */
const LONGEST_DEADLINE_MS = 60_000;

/** Mostly a little, sometimes just to a limit, rarely until everything is over. */
const PASSING_MS = [500, 500, 5_000, 5_000, 29_999, 30_000, 30_000, 61_000, 599_999, 43_200_000];

/** What happens, and how often in relation. */
const STEPS = {
  propose: 30,
  retry: 14,
  answer: 22,
  forge: 3,
  pass: 9,
  settle: 8,
  confirm: 2,
  outcome: 5,
  prompt: 5,
  endSession: 2,
  reload: 3,
  halt: 1,
  raiseSentinel: 0.5,
  resume: 7,
  contain: 0.5,
  lift: 2,
  failCommit: 2,
  crash: 1.5,
  restart: 1,
} as const;

/** Everybody who acts in a world, in an order that the seed chooses; and what must never happen to them. */
export class Actors {
  readonly trace: string[] = [];
  readonly watch: LogWatch;
  private readonly world: World;
  private readonly calls: Calls;
  private readonly stops: Stops;
  private readonly released: Authorization[] = [];
  private readonly keys = new Map<string, { readonly caller: Caller; readonly proposal: Proposal }>();
  /** What was proposed under a digest. */
  private readonly toolOf = new Map<string, (typeof TOOLS)[number]>();

  constructor(world: World) {
    this.world = world;
    this.watch = new LogWatch(world);
    this.calls = new Calls(world, this.watch.violations);
    this.stops = new Stops(world, this.calls, this.watch.violations);
  }

  private get gateway(): Gateway {
    return this.world.test.gateway;
  }

  /** Does one thing, and lets some of what is under way go on. */
  async step(): Promise<void> {
    const { random } = this.world;
    const name = this.world.isUncertain && random.chance(0.5) ? 'crash' : random.pickWeighted(STEPS);
    this.trace.push(name);
    await this[name]();
    await settle(random.chance(0.3) ? 0 : random.below(8));
    await this.watch.advance();
  }

  /** Lets time pass until nobody may wait any longer, in a gateway that can write. */
  async finish(): Promise<void> {
    await this.world.quiesce();
    this.world.failNextCommit(null);
    if (this.world.isUncertain) await this.crash();
    for (let round = 0; round < 2; round++) await this.pass(LONGEST_DEADLINE_MS + 1_000);
    this.calls.checkDue(Number.POSITIVE_INFINITY);
    await this.goOn();
    await this.watch.advance();
    await this.watch.checkWhole();
  }

  /** After everything, work goes on: a halt can be ended, a person asked, and what they approve is released. */
  private async goOn(): Promise<void> {
    const { world } = this;
    await this.reload('plain');
    await world.quiesce();
    await this.stops.resumeByAll();
    const [, bob] = PEOPLE;
    const proposed = (): Proposal => propose('Bash', { command: 'make install' }, { session: 'last' });
    const first = await this.gateway.authorize(LAST_AGENT, proposed(), NO_WAIT);
    const request = first.approval?.request;
    if (request === undefined || bob === undefined)
      return this.expect(false, `at the end nobody is asked: ${first.decision.reason}`);
    const input = signAnswer(request, { answer: 'approve', scope: 'action', person: bob });
    await this.gateway.answerApproval({ principal: bob.principal, scopes: ['approve'] }, input);
    const second = await this.gateway.authorize(LAST_AGENT, proposed(), NO_WAIT);
    this.expect(second.verdict === 'allow', `at the end an approved action is not released: ${second.decision.reason}`);
  }

  private async propose(): Promise<void> {
    const { random } = this.world;
    const caller = random.pick(AGENTS);
    const [tool, args] = random.chance(0.05) ? FORBIDDEN : random.pick(TOOLS);
    const overrides = {
      session: `${caller.principal}-${random.below(2)}`,
      onBehalfOf: 'human:bob',
      id: this.knownId(),
    };
    const proposal = propose(tool, args, overrides);
    const named = random.chance(0.15) ? this.withKey(caller, proposal) : { caller, proposal };
    const waitMs = random.pick([0, 5_000, 600_000]);
    const { tool: named_, args: given } = named.proposal;
    const key = named.proposal.idempotencyKey === null ? '' : `, ${named.proposal.idempotencyKey}`;
    this.note(`${named_.name} ${JSON.stringify(given)} by ${named.caller.principal}, wait ${waitMs}${key}`);
    this.authorize(named, { ...NO_WAIT, waitMs });
    if (random.chance(0.1)) this.authorize(named, { ...NO_WAIT, waitMs });
  }

  /** What somebody was asked about is proposed again, once or by several at the same time. */
  private async retry(): Promise<void> {
    const { random } = this.world;
    const request = await this.someRequest(random.chance(0.6) ? ['approved'] : ['pending', 'timed-out']);
    const action = request === null ? null : await this.world.durable.actions.find(request.actionId);
    const tool = TOOLS.find((candidate) => candidate === this.toolOf.get(request?.binding.actionDigest ?? ''));
    if (action === null || tool === undefined) return;
    const [name, args] = tool;
    const caller = { principal: action.principal, scopes: ['decide'] } as const;
    this.note(`${name} ${JSON.stringify(args)} by ${action.principal}`);
    const waitMs = random.pick([0, 600_000]);
    for (let count = random.pick([1, 2, 3]); count > 0; count--) {
      const proposal = propose(name, args, { session: action.session, onBehalfOf: 'human:bob' });
      this.authorize({ caller, proposal }, { ...NO_WAIT, waitMs });
    }
  }

  /** Mostly none: the gateway makes one. Sometimes that of an earlier attempt, which must not be decided again. */
  private knownId(): string | null {
    const { random } = this.world;
    const known = this.watch.actions;
    return known.length > 0 && random.chance(0.05) ? random.pick(known) : null;
  }

  /** Under a key that was used before, either the same proposal, as after a lost connection, or another one. */
  private withKey(caller: Caller, proposal: Proposal): { readonly caller: Caller; readonly proposal: Proposal } {
    const { random } = this.world;
    const idempotencyKey = `key-${random.below(3)}`;
    const known = this.keys.get(idempotencyKey);
    if (known !== undefined && random.chance(0.7)) return known;
    const named = { caller, proposal: { ...proposal, idempotencyKey } };
    this.keys.set(idempotencyKey, named);
    return named;
  }

  private authorize({ caller, proposal }: { readonly caller: Caller; readonly proposal: Proposal }, wait: Wait): void {
    // Whoever joins an earlier call under its key waits as long as that one does.
    const waitMs = proposal.idempotencyKey === null ? wait.waitMs : LONGEST_DEADLINE_MS;
    const dueMs = this.world.clock.nowMs() + Math.min(waitMs, LONGEST_DEADLINE_MS);
    const answer = this.calls.make(`${this.at} authorize`, () => this.gateway.authorize(caller, proposal, wait), dueMs);
    void answer.then((given) => (given === null ? undefined : this.onReleased(given)));
  }

  private async onReleased(answer: Authorization): Promise<void> {
    const isStopped = await this.stops.inForce();
    const [entry] = await this.world.durable.ledger.readEntries({ fromIndex: answer.logIndex, limit: 1 });
    this.watch.checkReleased(answer, entry?.text);
    const { tool, args } = answer.action;
    const known = TOOLS.find(([name, given]) => name === tool.name && JSON.stringify(given) === JSON.stringify(args));
    if (known !== undefined) this.toolOf.set(answer.actionDigest, known);
    if (answer.verdict !== 'allow') return;
    this.expect(!isStopped, `action ${answer.action.id} was released while everything is halted`);
    this.released.push(answer);
  }

  /** One to three people answer one request at the same time. */
  private async answer(): Promise<void> {
    const { random } = this.world;
    const request = await this.someRequest();
    if (request === null) return;
    for (let count = random.pick([1, 1, 2, 3]); count > 0; count--) {
      const person = random.pick(PEOPLE);
      const answer = random.chance(0.75) ? 'approve' : 'deny';
      const scope = random.chance(0.6) && request.terms.scopes.includes('session') ? 'session' : 'action';
      const input = signAnswer(request, { answer, scope, person });
      const isOwn = person.principal === request.binding.requester;
      this.note(`${answer} ${request.id} (${request.status}) by ${person.principal}`);
      const given = this.calls.make(`${this.at} answer`, () =>
        this.gateway.answerApproval({ principal: person.principal, scopes: ['approve'] }, input),
      );
      void given.then((view) => this.expect(view === null || !isOwn, `${person.principal} answered their own request`));
    }
  }

  /** Somebody answers who may not, or changes what was signed. None of it may be taken. */
  private async forge(): Promise<void> {
    const { random } = this.world;
    const request = await this.someRequest();
    if (request === null) return;
    const person = random.pick(PEOPLE);
    const other = PEOPLE.find((candidate) => candidate !== person) ?? person;
    const good = signAnswer(request, { answer: 'approve', scope: 'action', person });
    const caller = { principal: person.principal, scopes: ['approve'] } as const;
    const kind = random.pick(['requester', 'other-key', 'other-note', 'other-request', 'other-caller'] as const);
    const forged: { readonly [Kind in typeof kind]: readonly [Caller, AnswerInput] } = {
      requester: [{ ...caller, principal: request.binding.requester }, good],
      'other-key': [caller, { ...good, keyId: other.keyId }],
      'other-note': [caller, { ...good, note: 'another note' }],
      'other-request': [
        caller,
        {
          ...good,
          signature: signAnswer({ ...request, nonce: '0'.repeat(32) }, { answer: 'approve', scope: 'action', person })
            .signature,
        },
      ],
      'other-caller': [{ ...caller, principal: other.principal }, good],
    };
    const [as, input] = forged[kind];
    const given = this.calls.make(`${this.at} forge`, () => this.gateway.answerApproval(as, input));
    void given.then((view) => this.expect(view === null, `a forged answer (${kind}) was taken`));
  }

  private async someRequest(
    statuses: readonly ApprovalStatus[] = this.world.random.chance(0.9)
      ? ['pending', 'timed-out']
      : ['approved', 'denied', 'cancelled', 'superseded'],
  ): Promise<ApprovalRequest | null> {
    const requests = await this.world.durable.approvals.list({ statuses, limit: 1_000 });
    return requests.length === 0 ? null : this.world.random.pick(requests.slice(-4));
  }

  /** Time passes. Whoever waited until now must have been answered. */
  private async pass(ms = this.world.random.pick(PASSING_MS)): Promise<void> {
    await this.world.quiesce();
    await this.world.clock.advance(ms);
    await this.world.quiesce();
    const nowMs = this.world.clock.nowMs();
    this.calls.checkDue(nowMs);
  }

  private async settle(): Promise<void> {
    await this.world.quiesce();
  }

  private async confirm(): Promise<void> {
    const { random } = this.world;
    const last = this.released.at(-1);
    if (last === undefined) return;
    const { tool, args, session, principal, onBehalfOf } = last.action;
    const proposal = propose(tool.name, args, { session, onBehalfOf });
    const confirmed = this.calls.make(`${this.at} confirm`, () =>
      this.gateway.confirmAuthorised({ ...random.pick(AGENTS), principal }, proposal),
    );
    void confirmed.then(async (yes) => {
      const isStopped = await this.stops.inForce();
      this.expect(yes !== true || !isStopped, 'a call was confirmed while everything is halted');
    });
  }

  private async outcome(): Promise<void> {
    const { random } = this.world;
    if (this.released.length === 0) return;
    const { action } = random.pick(this.released.slice(-5));
    const caller = { principal: action.principal, scopes: ['outcome'] } as const;
    const report = {
      by: { actionId: action.id },
      result: 'completed',
      error: null,
      durationMs: 1,
      response: null,
    } as const;
    this.calls.make(`${this.at} outcome`, () => this.gateway.reportOutcome(caller, report));
  }

  private async prompt(): Promise<void> {
    const { caller, session } = this.someSession();
    const event = { kind: 'prompt', session, workspace: '/work/app', prompt: 'go on' } as const;
    this.calls.make(`${this.at} prompt`, () => this.gateway.observeSession(caller, event));
  }

  private async endSession(): Promise<void> {
    const { caller, session } = this.someSession();
    this.calls.make(`${this.at} end`, () =>
      this.gateway.observeSession(caller, { kind: 'ended', session, reason: 'exit' }),
    );
  }

  private someSession(): { readonly caller: Caller; readonly session: string } {
    const caller = this.world.random.pick(AGENTS);
    return { caller, session: `${caller.principal}-${this.world.random.below(2)}` };
  }

  private async reload(name: PolicyName | null = null): Promise<void> {
    const { random } = this.world;
    const names = Object.keys(POLICIES) as PolicyName[];
    this.world.policy = name ?? (random.chance(0.5) ? 'plain' : random.pick(names));
    this.note(this.world.policy);
    this.calls.make(`${this.at} reload`, () => this.gateway.reloadPolicy(OPERATOR));
  }

  private async halt(): Promise<void> {
    void this.stops.halt();
  }

  private async raiseSentinel(): Promise<void> {
    this.stops.raise();
  }

  private async resume(): Promise<void> {
    void this.stops.resume();
  }

  private async contain(): Promise<void> {
    const target = { kind: 'principal', name: this.world.random.pick(AGENTS).principal } as const;
    this.calls.make(`${this.at} contain`, () =>
      this.gateway.contain(OPERATOR, { verb: 'freeze', target, reason: 'simulated' }),
    );
  }

  private async lift(): Promise<void> {
    for (const { principal } of AGENTS) {
      const target = { kind: 'principal', name: principal } as const;
      this.calls.make(`${this.at} lift`, () => this.gateway.lift(OPERATOR, target, RATIONALE));
    }
  }

  private async failCommit(): Promise<void> {
    const fault = this.world.random.pick(COMMIT_FAULTS);
    this.note(fault);
    this.world.failNextCommit(fault);
  }

  /** Ends the gateway without a word and starts another; now and then the first start fails as well. */
  private async crash(): Promise<void> {
    const { random } = this.world;
    this.world.crash();
    this.calls.abandon();
    const fault = random.chance(0.2) ? random.pick(COMMIT_FAULTS) : null;
    await this.world.start(fault).catch(async (error: unknown) => {
      this.expect(error instanceof GatewayError && fault !== null, `a start failed: ${String(error)}`);
      await this.world.start();
    });
    await this.stops.afterRestart();
  }

  private async restart(): Promise<void> {
    await this.world.quiesce();
    if (!this.world.isUncertain) await this.world.test.close().catch(() => undefined);
    await this.crash();
  }

  private get at(): string {
    return `step ${this.trace.length}`;
  }

  private note(detail: string): void {
    this.trace[this.trace.length - 1] += `: ${detail}`;
  }

  private expect(holds: boolean, problem: string): void {
    if (!holds) this.watch.violations.push(problem);
  }
}
