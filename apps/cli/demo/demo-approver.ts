import { setTimeout as sleep } from 'node:timers/promises';
import type { WireApproval } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { type Approver, openApprover } from '../gateway/approver-key.ts';
import { describeEnd } from '../watch/describe-request.ts';
import { renderRequest } from '../watch/render-request.ts';
import { runWatch } from '../watch/run-watch.ts';
import type { DemoAnswer } from './script.ts';

const POLL_MS = 40;

/** Answers the demo's questions: the person at the terminal, or the demo's own key where nobody sits there. */
export type DemoApprover = {
  /**
   * Waits until a human is asked, has it answered, and tells how. Null when the signal ended the wait first: the action was decided
   * without anybody.
   */
  readonly answerNext: (demoAnswer: DemoAnswer, signal: AbortSignal) => Promise<string | null>;
};

/** Makes an approver over the demo's gateway. The real prompt is used: what a newcomer sees here is `approvals watch`. */
export async function openDemoApprover(
  context: Context,
  { quiet }: { readonly quiet: boolean },
): Promise<DemoApprover> {
  const approver = await openApprover(context, null);
  return {
    answerNext: async (demoAnswer, signal) => {
      const approval = await nextRequest(approver, signal);
      if (approval === null) return null;
      if (context.terminal.isInteractive && !quiet) return byHand(approval, { approver, context });
      if (!quiet) context.terminal.out(`${renderRequest(approval, context.terminal)}\n`);
      return byDemo(approval, { approver, demoAnswer });
    },
  };
}

async function nextRequest({ client }: Approver, signal: AbortSignal): Promise<WireApproval | null> {
  while (!signal.aborted) {
    const [approval] = await client.listApprovals({ statuses: ['pending'], limit: 1 });
    if (approval !== undefined) return client.findApproval(approval.id);
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

async function byDemo(
  approval: WireApproval,
  { approver, demoAnswer }: { readonly approver: Approver; readonly demoAnswer: DemoAnswer },
): Promise<string> {
  const note = demoAnswer === 'deny' ? 'once was enough' : '';
  await approver.answer(approval, { answer: demoAnswer, scope: 'action', note });
  return `${demoAnswer === 'approve' ? 'approved' : 'denied'} with the demo’s own key, as nobody sits at this terminal`;
}

async function byHand(
  { id }: WireApproval,
  { approver, context }: { readonly approver: Approver; readonly context: Context },
): Promise<string> {
  const ended = await runWatch({ terminal: context.terminal, approver, until: id, rings: false });
  if (ended === 'quit') throw new CliError('notOk', 'demo: stopped before its end; everything it made is removed');
  return describeEnd(await approver.client.findApproval(id));
}
