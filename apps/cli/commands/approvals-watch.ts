import type { WireApproval, WireEvent } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { openApprover } from '../gateway/approver-key.ts';
import { connectGateway } from '../gateway/connect.ts';
import { formatTime } from '../terminal/format-time.ts';
import { closedText } from '../watch/describe-closed.ts';
import { heldText } from '../watch/describe-held.ts';
import { describeEnd, headline, levelText, shortId } from '../watch/describe-request.ts';
import { verifiedText } from '../watch/describe-verified.ts';
import { followApprovals } from '../watch/follow-approvals.ts';
import { runWatch } from '../watch/run-watch.ts';

/** Asks about every request as it comes. */
export const approvalsWatch: Command = {
  path: ['approvals', 'watch'],
  summary: 'answer requests at a live prompt as they come',
  details: [
    'Shows each request in full, with everything invisible made visible. Keys: y once, s for the session, always with a (proposes a rule), n no, b all that wait of low and medium risk (named first, struck twice), e deny and say what to change, ? explain, q quit. Whatever is not answered in time is denied.',
    'Without a terminal it prints a line for each request and answer, and asks nothing; with --json one object a line.',
  ],
  options: [
    { name: 'no-bell', value: null, summary: 'do not ring when a request comes' },
    { name: 'as', value: 'PRINCIPAL', summary: 'who you are, for a token that may not say so, for example human:anna' },
  ],
  examples: [
    { line: 'countersign approvals watch', does: 'sit beside your agents' },
    { line: 'countersign approvals watch --json | your-notifier', does: 'tell another program' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    if (invocation.json || !terminal.isInteractive) {
      await printChanges(context, invocation.json);
      return EXIT.ok;
    }
    const approver = await openApprover(context, invocation.text('as'));
    terminal.out(
      `${terminal.style.bold('Countersign')} asks ${approver.principal}. Whatever you do not answer in time is denied.`,
    );
    await runWatch({ terminal, approver, until: null, rings: !invocation.flag('no-bell') });
    return EXIT.ok;
  },
};

/** One line for each change, until the reader goes away or the process is ended. */
async function printChanges(context: Context, json: boolean): Promise<void> {
  const { terminal } = context;
  const { client } = connectGateway(context);
  const follower = {
    onApproval: (approval: WireApproval): void => {
      if (json) terminal.json(approval, 'line');
      else terminal.out(lineOf(approval, context));
    },
    onEvent: (event: WireEvent): void => {
      const text = textOf(event);
      if (text === null) return;
      if (json) terminal.json(event, 'line');
      else terminal.out(`${formatTime(event.at_ms)}  ${text}`);
    },
    onBroken: (error: Error | null): void => {
      if (error !== null) terminal.err(`the connection broke: ${error.message}; trying again`);
    },
  };
  await followApprovals(client, follower, new AbortController().signal);
}

/** What a person must look at beside requests; null for what nobody needs to. */
function textOf(event: WireEvent): string | null {
  if (event.kind === 'tool') return heldText(event);
  if (event.kind === 'workspace') return closedText(event);
  return event.kind === 'verification' ? verifiedText(event) : null;
}

function lineOf(approval: WireApproval, { terminal }: Context): string {
  const end = approval.status === 'pending' ? `answer by ${formatTime(approval.deadline_ms)}` : describeEnd(approval);
  return `${formatTime(Date.now())}  ${shortId(approval.id)}  ${levelText(approval, terminal.style)}  ${end}: ${headline(approval)}`;
}
