import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import type { Authorization } from '../../application/gateway.ts';
import { openLog } from '../../application/log/open-log.ts';
import { readTree } from '../../application/log/read-tree.ts';
import { replayDecisions } from '../../application/log/replay-decisions.ts';
import { APPROVAL_LIMITS } from '../../core/approval/approval.ts';
import { approvalStatement, signedApprovalText } from '../../core/approval/approval-statement.ts';
import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier } from '../../core/audit/frontier.ts';
import { merkleHash } from '../../core/audit/merkle.ts';
import { proveConsistency, proveInclusion } from '../../core/audit/prove.ts';
import { verifyConsistency, verifyInclusion } from '../../core/audit/verify-proof.ts';
import type { StoredHead } from '../../ports/ledger-store.ts';
import { PEOPLE, POLICIES, readyPolicyOf, type World } from './world.ts';

type Entry = {
  readonly index: number;
  readonly type: string;
  readonly at_ms: number;
  readonly actor: string;
  readonly session: string | null;
  readonly action: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** How often what is checked really happened: a simulation in which nothing happens proves nothing. */
export type Tally = { readonly [Name in (typeof COUNTED)[number]]: number };
const COUNTED = ['entries', 'allows', 'approvalsUsed', 'lateApprovalsUsed', 'grantsUsed', 'withheld'] as const;

const merkle = merkleHash(sha256);
const verifySignature = createSignatureVerifier();
/** Shell lines and calls of unknown hosts: nothing lets them through but a person, in enforcing policies without rules. */
const ASKED_TOOLS: ReadonlySet<unknown> = new Set(['Bash', 'WebFetch']);

/**
 * Reads the log as it grows, from the stores alone, and finds what must never be there.
 *
 * Keeps its own copy of the tree, so that every head is compared with the entries and with the heads before it.
 */
export class LogWatch {
  readonly violations: string[] = [];
  private readonly world: World;
  private readonly entries: Entry[] = [];
  private readonly decisions = new Map<string, Entry>();
  private readonly allowed = new Set<string>();
  private readonly usedApprovals = new Set<string>();
  private readonly requested = new Map<string, Entry>();
  private readonly answered = new Map<string, readonly Entry[]>();
  private readonly grants: { readonly session: string | null; readonly tool: string; untilMs: number }[] = [];
  private readonly counts: Record<keyof Tally, number>;
  private frontier: Frontier = EMPTY_FRONTIER;
  private head: StoredHead | null = null;

  constructor(world: World) {
    this.world = world;
    this.counts = { entries: 0, allows: 0, approvalsUsed: 0, lateApprovalsUsed: 0, grantsUsed: 0, withheld: 0 };
  }

  get tally(): Tally {
    return this.counts;
  }

  /** Ids of actions on record. */
  get actions(): readonly string[] {
    return [...this.decisions.keys()];
  }

  /** Reads what is new, and checks it. */
  async advance(): Promise<void> {
    const { ledger } = this.world.durable;
    const head = await ledger.loadHead();
    const fresh = await ledger.readEntries({ fromIndex: this.entries.length, limit: 10_000 });
    const leafHashes = fresh.map(({ text }) => merkle.leaf(text));
    this.frontier = growFrontier(this.frontier, { leafHashes, merkle }).frontier;
    for (const { index, text } of fresh) await this.read({ index, ...(JSON.parse(text) as Omit<Entry, 'index'>) });
    this.expect(!this.world.wroteBlindly, 'a commit was written after one whose fate nobody knows');
    if (head === null) return;
    this.expect(head.size === this.entries.length, `the head has size ${head.size}, the log ${this.entries.length}`);
    const root = frontierRoot(this.frontier, merkle);
    this.expect(Buffer.from(root).equals(head.root), `the root of size ${head.size} is not that of its entries`);
    await this.proveHeads(head);
    this.head = head;
  }

  /** Proves that the head before this one is its beginning, and that the last entry of that one is inside. */
  private async proveHeads(head: StoredHead): Promise<void> {
    const before = this.head;
    if (before === null || before.size === head.size) return;
    const [oldSize, size] = [BigInt(before.size), BigInt(head.size)];
    const tree = { ledger: this.world.durable.ledger, hash: sha256 };
    const whole = await readTree({ start: 0n, end: oldSize, size }, tree);
    const consistency = proveConsistency({ oldSize, size }, whole);
    const heads = { oldSize, oldRoot: before.root, size, root: head.root };
    const isConsistent = consistency.ok && verifyConsistency(heads, { proof: consistency.value, merkle });
    this.expect(isConsistent, `the head of size ${size} does not continue the one of size ${oldSize}`);
    const index = oldSize - 1n;
    const source = await readTree({ start: index, end: oldSize, size }, tree);
    const inclusion = proveInclusion({ index, size }, source);
    const [entry] = await tree.ledger.readEntries({ fromIndex: Number(index), limit: 1 });
    const claim = { leafHash: merkle.leaf(entry?.text ?? ''), index, size, root: head.root };
    const isIncluded = inclusion.ok && verifyInclusion(claim, { proof: inclusion.value, merkle });
    this.expect(isIncluded, `entry ${index} is not in the head of size ${size}`);
  }

  private async read(entry: Entry): Promise<void> {
    this.entries.push(entry);
    this.counts.entries += 1;
    const { type, data, session, at_ms: atMs } = entry;
    if (type === 'decision') await this.readDecision(entry);
    if (type === 'approval.requested') this.requested.set(String(data['request']), entry);
    if (type === 'approval.answered') this.readAnswer(entry);
    if (type === 'session.ended') for (const grant of this.grants) if (grant.session === session) grant.untilMs = atMs;
    if (type === 'outcome' && data['result'] === 'withheld') this.counts.withheld += 1;
  }

  private async readDecision(entry: Entry): Promise<void> {
    const { action, data, index } = entry;
    const name = `decision ${index}`;
    const isAllow = data['verdict'] === 'allow' || data['enforced'] === false;
    if (action === null) return this.expect(false, `${name} is about no action`);
    if (!this.decisions.has(action)) this.decisions.set(action, entry);
    if (!isAllow) return this.expect(data['approval'] === null, `${name} uses an approval and allows nothing`);
    this.counts.allows += 1;
    this.expect(!this.allowed.has(action), `${name} allows action ${action} a second time`);
    this.allowed.add(action);
    if (typeof data['approval'] === 'string') return this.checkApproval(entry, data['approval']);
    if (data['enforced'] === false || !ASKED_TOOLS.has(data['tool'])) return;
    const grant = this.grants.find(
      ({ session, tool, untilMs }) =>
        session === entry.session && tool.endsWith(` ${String(data['tool'])}`) && entry.at_ms <= untilMs,
    );
    this.expect(grant !== undefined, `${name} allows a call of ${String(data['tool'])} that nobody approved`);
    this.counts.grantsUsed += 1;
  }

  /** An approval that let something through: asked before, signed by a person who did not ask, in time, and never used before. */
  private async checkApproval(entry: Entry, id: string): Promise<void> {
    const name = `decision ${entry.index} by approval ${id}`;
    this.counts.approvalsUsed += 1;
    this.expect(!this.usedApprovals.has(id), `${name}: it was used before`);
    this.usedApprovals.add(id);
    const request = await this.world.durable.approvals.find(id);
    const asked = this.requested.get(id);
    const answers = this.answered.get(id) ?? [];
    const approving = answers.filter(({ data }) => data['status'] === 'approved');
    const [answer] = approving;
    if (request === null || asked === undefined || answer === undefined || approving.length !== 1)
      return this.expect(false, `${name}: ${approving.length} approving answers are on record before it, want one`);
    const question = this.entries.find(({ index }) => index === request.decisionIndex);
    this.expect(question?.data['digest'] === entry.data['digest'], `${name}: it was given for another digest`);
    this.expect(question?.data['policy'] === entry.data['policy'], `${name}: it was given under another policy`);
    this.expect(question?.session === entry.session, `${name}: it was given for another session`);
    this.expect(request.consumedBy === entry.action, `${name}: the store says it was used by ${request.consumedBy}`);
    const endMs = answer.at_ms + APPROVAL_LIMITS.usableForMs;
    this.expect(entry.at_ms < endMs, `${name}: it ended ${entry.at_ms - endMs} ms before`);
    const isLate = answer.at_ms >= request.deadlineMs;
    this.expect(!isLate || request.actionId !== entry.action, `${name}: given too late, it revived the old attempt`);
    if (isLate) this.counts.lateApprovalsUsed += 1;
    this.expect(request.answers.length === answers.length, `${name}: the store has other answers than the log`);
    for (const given of request.answers) {
      const person = PEOPLE.find(({ keyId }) => keyId === given.keyId);
      const message = Buffer.from(signedApprovalText(approvalStatement(request), given), 'utf8');
      const signature = Buffer.from(given.signature, 'base64');
      const isSigned =
        person?.principal === given.approver &&
        verifySignature({ algorithm: 'ed25519', publicKey: person.key.publicKey, message, signature });
      this.expect(isSigned && given.answer === 'approve', `${name}: an answer is not a signed approval`);
    }
  }

  private readAnswer(entry: Entry): void {
    const id = String(entry.data['request']);
    const asked = this.requested.get(id);
    const requester = this.decisions.get(asked?.action ?? '')?.actor;
    this.expect(asked !== undefined, `entry ${entry.index} answers a request that is not on record`);
    this.expect(entry.actor !== requester, `entry ${entry.index}: ${entry.actor} answered their own request`);
    this.answered.set(id, [...(this.answered.get(id) ?? []), entry]);
    const grant = entry.data['grant'] as { readonly tool: string; readonly expires_at_ms: number } | null;
    if (grant !== null) this.grants.push({ session: entry.session, tool: grant.tool, untilMs: grant.expires_at_ms });
  }

  /** What a caller was told must be on record at that moment, word for word. */
  checkReleased(answer: Authorization, text: string | undefined): void {
    const entry = text === undefined ? null : (JSON.parse(text) as Omit<Entry, 'index'>);
    const name = `the answer about action ${answer.action.id} (entry ${answer.logIndex})`;
    if (entry?.type !== 'decision') return this.expect(false, `${name} was given without a durable decision`);
    this.expect(entry.action === answer.action.id, `${name} is recorded for action ${entry.action}`);
    this.expect(entry.data['digest'] === answer.actionDigest, `${name} is recorded for another digest`);
    const isAllow = entry.data['verdict'] === 'allow' || entry.data['enforced'] === false;
    this.expect(
      answer.verdict !== 'allow' || isAllow,
      `${name} allows what is recorded as ${String(entry.data['verdict'])}`,
    );
  }

  /** What an outside check says at the end: the log as a whole, and every verdict derived again. */
  async checkWhole(): Promise<void> {
    const { ports } = this.world.test;
    const { ledger, policies } = this.world.durable;
    const { head } = await openLog({ ...ports, ledger });
    const prepare = (bundle: string) =>
      Object.values(POLICIES).some((policy) => JSON.stringify(policy) === bundle)
        ? readyPolicyOf(JSON.parse(bundle))
        : null;
    const replay = { ledger, policies, cipher: ports.cipher, hash: ports.hash, preparePolicy: prepare };
    for await (const { index, outcome, detail } of replayDecisions(replay, {
      fromIndex: 0,
      toIndex: head?.size ?? 0,
    })) {
      this.expect(outcome === 'same', `decision ${index} comes out ${outcome} when derived again: ${detail}`);
    }
  }

  private expect(holds: boolean, problem: string): void {
    if (!holds) this.violations.push(problem);
  }
}
