import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../../core/encoding/canonical-json.ts';
import type { Json } from '../../../core/encoding/json.ts';
import type { ToolListing } from '../../../core/trust/tool-listing.ts';
import type { CallVerdict, McpGate, ProposedCall, QuestionAnswer, RequestStanding, ToolStanding } from '../mcp-gate.ts';
import type { OwnToolCall, OwnToolOutcome } from '../own-tools/own-act.ts';

/** What the gate was asked, in order. */
export type SeenByGate =
  | { readonly kind: 'note'; readonly server: string; readonly names: readonly string[] }
  | { readonly kind: 'decide'; readonly call: ProposedCall; readonly verdict: CallVerdict['verdict'] }
  | { readonly kind: 'answer'; readonly answer: QuestionAnswer; readonly counts: boolean }
  | { readonly kind: 'outcome'; readonly result: string; readonly error: string | null };

/** A gate in memory that pins on first sight, asks where it is told to, and writes down what it was asked. */
export class MemoryGate implements McpGate {
  readonly seen: SeenByGate[] = [];
  /** Calls of the gateway's own tools, in order. */
  readonly acted: OwnToolCall[] = [];
  /** What becomes of a call of the gateway's own tools. */
  actAs: (call: OwnToolCall) => OwnToolOutcome = ({ tool }) => ({
    verdict: 'allow',
    isDone: true,
    text: `Done: ${tool}.`,
    detail: {},
    actionId: 'a1',
    approval: null,
    problems: [],
    remedies: [],
  });
  /** The verdict for a call that nobody approved; by default everything listed is allowed. */
  judge: (call: ProposedCall) => CallVerdict['verdict'] = (call) => (call.digest === null ? 'deny' : 'allow');
  /** Whether open requests may be answered at the client. */
  asksAtClient = true;
  /** How long people elsewhere were waited for, in order. */
  readonly waits: number[] = [];
  /** What became of a request on other channels. */
  standing: (approval: string) => RequestStanding | Promise<RequestStanding> = () => ({ state: 'pending', why: '' });
  /** True makes every method raise. */
  isDown = false;
  private readonly pins = new Map<string, string>();
  private readonly open = new Map<string, string>();
  private readonly approved = new Set<string>();
  private nextId = 1;

  async noteTools(server: string, tools: readonly ToolListing[]): Promise<readonly ToolStanding[]> {
    this.mustBeUp();
    this.seen.push({ kind: 'note', server, names: tools.map(({ name }) => name) });
    return tools.map((tool) => {
      const digest = digestOf({ ...tool });
      const pin = this.pins.get(`${server}/${tool.name}`) ?? digest;
      this.pins.set(`${server}/${tool.name}`, pin);
      const standing = pin === digest ? 'vouched' : 'changed';
      return { name: tool.name, digest, standing, warnings: [], withheld: standing === 'changed' };
    });
  }

  /** Accepts whatever is listed next, as an operator who vouches for it does. */
  forgetPins(): void {
    this.pins.clear();
  }

  async decide(call: ProposedCall): Promise<CallVerdict> {
    this.mustBeUp();
    const key = digestOf([call.server, call.tool, call.args]);
    const judged = this.judge(call);
    const verdict = judged === 'require-approval' && this.approved.delete(key) ? 'allow' : judged;
    this.seen.push({ kind: 'decide', call, verdict });
    const approval = verdict === 'require-approval' ? `r${this.nextId++}` : null;
    if (approval !== null) this.open.set(approval, key);
    return {
      verdict,
      actionId: `a${this.nextId++}`,
      reason: `it was judged ${verdict}`,
      remedies: ['Read instead.'],
      approval,
    };
  }

  /** Answers at once: pending unless `standing` says else. */
  async awaitPeople(approval: string, { waitMs }: { readonly waitMs: number }): Promise<RequestStanding> {
    this.mustBeUp();
    this.waits.push(waitMs);
    const standing = await this.standing(approval);
    const key = this.open.get(approval);
    if (standing.state === 'approved' && key !== undefined) this.approved.add(key);
    return standing;
  }

  async openQuestion(approval: string): Promise<{ requestState: string; message: string; expiresAtMs: number } | null> {
    this.mustBeUp();
    const key = this.open.get(approval);
    if (key === undefined || !this.asksAtClient) return null;
    const requestState = randomBytes(16).toString('hex');
    this.open.set(requestState, key);
    return { requestState, message: 'Let it run?', expiresAtMs: Date.now() + 60_000 };
  }

  async answerQuestion(answer: QuestionAnswer): Promise<boolean> {
    this.mustBeUp();
    const key = this.open.get(answer.requestState);
    this.open.delete(answer.requestState);
    const counts = key !== undefined && answer.action === 'accept';
    if (key !== undefined && counts) this.approved.add(key);
    this.seen.push({ kind: 'answer', answer, counts: key !== undefined });
    return counts;
  }

  /** Answers as `actAs` says; by default everything is done. */
  async act(call: OwnToolCall): Promise<OwnToolOutcome> {
    this.mustBeUp();
    this.acted.push(call);
    return this.actAs(call);
  }

  async reportOutcome(outcome: {
    readonly result: 'completed' | 'failed';
    readonly error: string | null;
  }): Promise<void> {
    this.mustBeUp();
    this.seen.push({ kind: 'outcome', result: outcome.result, error: outcome.error });
  }

  private mustBeUp(): void {
    if (this.isDown) throw new Error('reach the gateway: no connection');
  }
}

function digestOf(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
