import type { WireApproval, WireEvent } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Approver } from '../gateway/approver-key.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { closedText } from './describe-closed.ts';
import { heldText } from './describe-held.ts';
import { verifiedText } from './describe-verified.ts';
import { followApprovals } from './follow-approvals.ts';
import { type Keyboard, openKeyboard } from './keyboard.ts';
import { renderExplanation, renderReminder, renderRequest } from './render-request.ts';
import { statusLine, WatchScreen } from './watch-screen.ts';
import { IDLE, stepWatch, type WatchEffect, type WatchEvent, type WatchState } from './watch-state.ts';

/** How to watch. */
export type WatchOptions = {
  readonly terminal: Terminal;
  readonly approver: Approver;
  /** Ends when this request is no longer pending; null: only when the person quits. */
  readonly until: string | null;
  readonly rings: boolean;
};

const REDRAW_MS = 250;
/** Rows beside a request: a blank one above and below, and the status line. */
const ROWS_BESIDE = 3;

/** Asks the person at the terminal about every request as it comes, until they quit. Answers whether they quit themselves. */
export async function runWatch(options: WatchOptions): Promise<'quit' | 'done'> {
  const session = new WatchSession(options);
  return session.run();
}

/** One person at one terminal. */
class WatchSession {
  private readonly options: WatchOptions;
  private readonly screen: WatchScreen;
  private readonly stopping = new AbortController();
  private state: WatchState = IDLE;
  private keyboard: Keyboard | null = null;
  private result: 'quit' | 'done' = 'quit';
  private isBroken = false;

  constructor(options: WatchOptions) {
    this.options = options;
    this.screen = new WatchScreen(options.terminal);
  }

  async run(): Promise<'quit' | 'done'> {
    const onKeys = (keys: Extract<WatchEvent, { kind: 'keys' }>['keys']): void =>
      this.take({ kind: 'keys', keys, nowMs: Date.now() });
    this.keyboard = openKeyboard(this.options.terminal, { onKeys, onResume: () => this.showAgain() });
    const timer = setInterval(() => this.draw(), REDRAW_MS);
    this.draw();
    try {
      const follower = {
        onApproval: (approval: WireApproval): void => this.takeApproval(approval),
        onEvent: (event: WireEvent): void => this.takeEvent(event),
        onBroken: (error: Error | null): void => this.takeBreak(error),
      };
      await followApprovals(this.options.approver.client, follower, this.stopping.signal);
      return this.result;
    } finally {
      clearInterval(timer);
      this.screen.clear();
      this.keyboard.close();
    }
  }

  private take(event: WatchEvent): void {
    const { state, effects } = stepWatch(this.state, event);
    this.state = state;
    for (const effect of effects) this.perform(effect);
    this.draw();
  }

  private takeApproval(approval: WireApproval): void {
    this.take({ kind: approval.status === 'pending' ? 'pending' : 'ended', approval, nowMs: Date.now() });
    if (approval.id === this.options.until && approval.status !== 'pending') this.stop('done');
  }

  private takeEvent(event: WireEvent): void {
    const { red, green, yellow } = this.options.terminal.style;
    if (event.kind === 'tool') this.screen.say(yellow(`● ${heldText(event)}`));
    if (event.kind === 'workspace') this.screen.say((event.is_closed ? red : green)(`● ${closedText(event)}`));
    const verified = event.kind === 'verification' ? verifiedText(event) : null;
    if (verified !== null) this.screen.say(red(`● ${verified}`));
    if (event.kind !== 'emergency') return;
    this.screen.say(event.halted ? red(`● HALTED: ${visibleText(event.reason)}`) : green('● resumed'));
  }

  private takeBreak(error: Error | null): void {
    const { yellow, green } = this.options.terminal.style;
    if (error !== null && !this.isBroken)
      this.screen.say(yellow(`● the connection broke: ${visibleText(error.message)}; trying again`));
    if (error === null && this.isBroken) this.screen.say(green('● connected again'));
    this.isBroken = error !== null;
  }

  private perform(effect: WatchEffect): void {
    const { terminal, rings } = this.options;
    switch (effect.kind) {
      case 'show':
        if (rings) this.screen.ring();
        return this.screen.say(shownWhole(effect.approval, terminal));
      case 'explain':
        return this.screen.say(renderExplanation(effect.approval, terminal));
      case 'say':
        return this.screen.say(paint(effect, terminal));
      case 'answer':
        void this.answer(effect);
        return;
      case 'approve-all':
        void this.answerAll(effect.approvals);
        return;
      case 'suspend':
        return this.keyboard?.suspend();
      case 'quit':
        return this.stop('quit');
    }
  }

  private async answer({ approval, answer, scope, note }: Extract<WatchEffect, { kind: 'answer' }>): Promise<void> {
    try {
      const after = await this.options.approver.answer(approval, { answer, scope, note });
      this.takeApproval({ ...approval, ...after });
    } catch (error) {
      const { message, code } = toCliError(error);
      const isOver = code === 'approval.decided' || code === 'approval.expired' || code === 'approval.unknown';
      this.take({ kind: 'failed', id: approval.id, message, isOver, nowMs: Date.now() });
    }
  }

  private async answerAll(approvals: readonly WireApproval[]): Promise<void> {
    const failed = (id: string, message: string, isOver: boolean): void =>
      this.take({ kind: 'failed', id, message, isOver, nowMs: Date.now() });
    try {
      const answer = { answer: 'approve', scope: 'action', note: '' } as const;
      for (const { id, approval, error } of await this.options.approver.answerAll(approvals, answer)) {
        if (approval !== null) this.takeApproval(approval);
        else failed(id, error?.message ?? 'it was not answered', error?.code === 'approval.decided');
      }
    } catch (error) {
      for (const { id } of approvals) failed(id, toCliError(error).message, false);
    }
  }

  private showAgain(): void {
    const [current] = this.state.queue;
    if (current !== undefined) this.perform({ kind: 'show', approval: current });
    this.draw();
  }

  private draw(): void {
    const { terminal } = this.options;
    if (this.stopping.signal.aborted) return;
    this.screen.draw(statusLine(this.state, { nowMs: Date.now(), style: terminal.style, columns: terminal.columns() }));
  }

  private stop(result: 'quit' | 'done'): void {
    this.result = result;
    this.stopping.abort();
  }
}

/** A request whole, and what matters of it once more where the rest scrolls it out of sight. */
function shownWhole(approval: WireApproval, terminal: Terminal): string {
  const text = renderRequest(approval, terminal);
  const isTall = text.split('\n').length + ROWS_BESIDE > (terminal.output.rows ?? Number.POSITIVE_INFINITY);
  return `\n${text}\n${isTall ? `\n${renderReminder(approval, terminal)}\n` : ''}`;
}

function paint({ tone, text }: Extract<WatchEffect, { kind: 'say' }>, { style }: Terminal): string {
  if (tone === 'good') return `${style.green('✓')} ${text}`;
  return tone === 'bad' ? `${style.red('✗')} ${text}` : style.dim(text);
}
