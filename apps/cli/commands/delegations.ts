import type { WireDelegation } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Lists delegations. */
export const delegationsList: Command = {
  path: ['delegations', 'list'],
  summary: 'list who answers in whose turn, and until when',
  examples: [{ line: 'countersign delegations list', does: 'those that hold now or later' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const delegations = await connectGateway(context).client.people.delegations();
    if (invocation.json) terminal.json({ delegations });
    else if (delegations.length === 0) terminal.out('everybody answers for themselves');
    else {
      const rows = delegations.map(row);
      const headings = ['ID', 'IN THE TURN OF', 'ANSWERS', 'FROM', 'UNTIL'];
      terminal.out(renderTable({ headings, rows, heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

/** Delegates. */
export const delegationsAdd: Command = {
  path: ['delegations', 'add'],
  summary: 'let another approver answer in your turn, for at most thirty days',
  details: [
    'They answer with their own key and count as themselves; your second factor stays yours. Whoever answers in your turn can hand it on to nobody.',
  ],
  operands: [{ name: 'to', summary: 'who answers, for example human:bob', required: true }],
  options: [{ name: 'for', value: 'TIME', summary: 'how long from now, for example 72h' }],
  examples: [{ line: 'countersign delegations add human:bob --for 72h', does: 'while you are away' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const span = invocation.text('for');
    if (span === null) throw usageError({ path: ['delegations', 'add'] }, ['no --for, want how long']);
    const until = Date.now() + readDurationMs(span, '--for');
    const to = invocation.operand('to') ?? '';
    const delegation = await connectGateway(context).client.people.delegate({ to, until_ms: until });
    if (invocation.json) terminal.json(delegation);
    else
      terminal.out(`${terminal.style.green('✓')} ${visibleText(to)} answers in your turn until ${formatTime(until)}`);
    return EXIT.ok;
  },
};

/** Ends a delegation. */
export const delegationsEnd: Command = {
  path: ['delegations', 'end'],
  summary: 'end a delegation at once',
  operands: [{ name: 'id', summary: 'its id, as `delegations list` shows it', required: true }],
  examples: [{ line: 'countersign delegations end 3f9a01c2d4e5', does: 'you are back' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const id = invocation.operand('id') ?? '';
    await connectGateway(context).client.people.endDelegation(id);
    if (invocation.json) terminal.json({ ended: id });
    else terminal.out(`${terminal.style.green('✓')} delegation ${id} has ended`);
    return EXIT.ok;
  },
};

function row({ id, from, to, from_ms: fromMs, until_ms: untilMs }: WireDelegation): readonly string[] {
  return [id, visibleText(from), visibleText(to), formatTime(fromMs), formatTime(untilMs)];
}
