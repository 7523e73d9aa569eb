import type { WireApproval } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { type Answer, openApprover, type Approver } from '../gateway/approver-key.ts';
import { formatCountdown } from '../terminal/format-time.ts';
import { describeEnd, headline, shortId } from '../watch/describe-request.ts';
import { openKeyboard, type Keyboard } from '../watch/keyboard.ts';
import { followRequests } from '../watch/follow-requests.ts';
import { renderExplanation, renderRequest } from '../watch/render-request.ts';

const TICK_MS = 250;

/** Waits for requests and answers them as they come. */
export const approvalsWatch: Command = {
  path: ['approvals', 'watch'],
  summary: 'answer requests as they come: a live prompt with a countdown',
  details: [
    'Shows each request in full. Keys: y approve once, n deny, s approve for the session, a approve and propose a rule, e deny and ask for a change, ? explain, q quit. Nothing pressed is denial.',
    'Where no person sits at a terminal it prints a line for each request and each end.',
  ],
  options: [{ name: 'as', value: 'PRINCIPAL', summary: 'who answers, where the token does not say (human:NAME)' }],
  examples: [{ line: 'countersign approvals watch', does: 'in a second terminal, beside the agent' }],
  run: async (invocation, context) => {
    const approver = await openApprover(context, invocation.text('as'));
    const requests = followRequests(approver.client, { onTrouble: (message) => context.terminal.err(message) });
    if (!context.terminal.isInteractive || invocation.json) return print(requests, invocation.json, context);
    const keyboard = openKeyboard(context.terminal);
    try {
      context.terminal.out(context.terminal.style.dim(`Waiting for requests as ${approver.principal}. q quits.`));
      await prompt(requests, { keyboard, approver, context });
      return EXIT.ok;
    } finally {
      keyboard.close();
      requests.close();
    }
  },
};

type Requests = ReturnType<typeof followRequests>;

async function print(requests: Requests, json: boolean, { terminal }: Context): Promise<typeof EXIT.ok> {
  for await (const approval of requests.changes()) {
    if (json) terminal.json(approval, 'line');
    else terminal.out(`${shortId(approval.id)}  ${approval.status === 'pending' ? headline(approval) : describeEnd(approval)}`);
  }
  return EXIT.ok;
}

type Prompt = { readonly keyboard: Keyboard; readonly approver: Approver; readonly context: Context };

/** One request after the other; a request that somebody else answers, or that times out, gives way to the next. */
async function prompt(requests: Requests, parts: Prompt): Promise<void> {
  const { terminal } = parts.context;
  for (;;) {
    const approval = await Promise.race([requests.next(), parts.keyboard.quit]);
    if (approval === 'quit') return;
    terminal.out(`\n${renderRequest(approval, terminal)}`);
    const ended = await answerOne(approval, requests, parts);
    if (ended === 'quit') return;
    terminal.out(`\r\u001b[K  ${describeEnd(ended)}`);
  }
}

async function answerOne(approval: WireApproval, requests: Requests, { keyboard, approver, context }: Prompt): Promise<WireApproval | 'quit'> {
  const { terminal } = context;
  const stop = startCountdown(approval, context);
  try {
    for (;;) {
      const key = await Promise.race([keyboard.next(), requests.ended(approval.id)]);
      if (typeof key !== 'string') return key;
      if (key === 'q' || key === '\u0003') return 'quit';
      if (key === '?') terminal.out(`\r\u001b[K${renderExplanation(approval, terminal)}`);
      const given = answerFor(key, approval);
      if (given === null) continue;
      try {
        return await approver.answer(approval, given);
      } catch (error) {
        terminal.out(`\r\u001b[K  ${terminal.style.red(toCliError(error).message)}`);
      }
    }
  } finally {
    stop();
  }
}

function answerFor(key: string, { terms }: WireApproval): Answer | null {
  if (key === 'y') return { answer: 'approve', scope: 'action', note: '' };
  if (key === 'n') return { answer: 'deny', scope: 'action', note: '' };
  if (key === 'e') return { answer: 'deny', scope: 'action', note: 'The user wants this changed: propose it in another way, or ask what they want.' };
  if (key === 's' && terms.scopes.includes('session')) return { answer: 'approve', scope: 'session', note: '' };
  if (key === 'a' && terms.scopes.includes('proposal')) return { answer: 'approve', scope: 'proposal', note: '' };
  return null;
}

/** Draws the question with the time that is left, over itself. Nothing is decided here: the gateway's own clock denies. */
function startCountdown({ deadline_ms: deadlineMs, terms }: WireApproval, { terminal }: Context): () => void {
  const { style, output } = terminal;
  const wider = [...(terms.scopes.includes('session') ? ['s session'] : []), ...(terms.scopes.includes('proposal') ? ['a always'] : [])];
  const keys = ['y yes', 'n no', ...wider, 'e change', '? explain'].join('  ');
  const draw = (): void => {
    const left = formatCountdown(deadlineMs, Date.now());
    output.write(`\r\u001b[K  ${style.bold('Allow?')} ${keys}   ${style.yellow(left)} ${style.dim('then no')} `);
  };
  draw();
  const timer = setInterval(draw, TICK_MS);
  return () => clearInterval(timer);
}
