import type { WireApproval } from '../../../sdk/wire.ts';
import { type Approver, openApprover } from '../gateway/approver-key.ts';
import { formatCountdown } from '../terminal/format-time.ts';
import { renderRequest } from '../watch/render-request.ts';
import type { Context } from '../command.ts';
import { openKeyboard } from '../watch/keyboard.ts';

const POLL_MS = 50;

/** Answers the demo's questions: the person at the terminal, or the demo's own key where nobody sits there. */
export type DemoApprover = {
  /** Waits for the next request, has it answered, and tells how: `by hand`, `by the demo`, or `nobody`. */
  readonly answerNext: () => Promise<string>;
};

/** Makes an approver over the demo's gateway. */
export async function openDemoApprover(context: Context, { quiet }: { readonly quiet: boolean }): Promise<DemoApprover> {
  const approver = await openApprover(context, null);
  return {
    answerNext: async () => {
      const approval = await nextRequest(approver);
      if (!quiet) context.terminal.out(indent(renderRequest(approval, context.terminal)));
      return context.terminal.isInteractive && !quiet ? byHand(approval, approver, context) : byDemo(approval, approver);
    },
  };
}

async function nextRequest({ client }: Approver): Promise<WireApproval> {
  for (;;) {
    const [approval] = await client.listApprovals({ statuses: ['pending'], limit: 1 });
    if (approval !== undefined) return approval;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function byDemo(approval: WireApproval, approver: Approver): Promise<string> {
  await approver.answer(approval, { answer: 'approve', scope: 'action', note: '' });
  return 'approved by the demo’s own key, as nobody sits at this terminal';
}

async function byHand(approval: WireApproval, approver: Approver, { terminal }: Context): Promise<string> {
  const keyboard = openKeyboard(terminal);
  const draw = (): void => void terminal.output.write(`\r\u001b[K    Allow it once? y yes  n no   ${formatCountdown(approval.deadline_ms, Date.now())} then no `);
  draw();
  const timer = setInterval(draw, 250);
  try {
    const over = new Promise<'over'>((resolve) => setTimeout(() => resolve('over'), Math.max(0, approval.deadline_ms - Date.now())));
    for (;;) {
      const key = await Promise.race([keyboard.next(), over]);
      if (key === 'over') return 'nobody answered in time';
      if (key === '\u0003' || key === 'q') process.exit(130);
      if (key !== 'y' && key !== 'n') continue;
      await approver.answer(approval, { answer: key === 'y' ? 'approve' : 'deny', scope: 'action', note: '' });
      return key === 'y' ? 'approved by you' : 'denied by you';
    }
  } finally {
    clearInterval(timer);
    keyboard.close();
    terminal.output.write('\r\u001b[K');
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
