import type { WireLiftRequest } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { visibleText } from '../terminal/visible-text.ts';

type Kind = WireLiftRequest['target']['kind'];

const KINDS: readonly Kind[] = ['session', 'principal', 'tool', 'host', 'effect-class'];

/** Ends a containment. */
export const lift: Command = {
  path: ['lift'],
  summary: 'let what is contained go on, with a reason',
  details: [
    'Ends every freeze, quarantine, block and mute of the target; what was revoked stays revoked. The reason goes into the log. `countersign status` shows what is contained, and until when a person has to look at it.',
  ],
  operands: [
    { name: 'kind', summary: 'what it is', required: true, choices: KINDS },
    { name: 'name', summary: 'its name, as `status` shows it', required: true },
  ],
  options: [{ name: 'rationale', short: 'r', value: 'TEXT', summary: 'what was found and what was mended' }],
  examples: [
    {
      line: 'countersign lift tool Bash --rationale "the shell was reinstalled"',
      does: 'let the tool be called again',
    },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const rationale = invocation.text('rationale');
    if (rationale === null) throw usageError({ path: ['lift'] }, ['no --rationale, want what was found and mended']);
    const kind = KINDS.find((one) => one === invocation.operand('kind')) ?? 'session';
    const name = invocation.operand('name') ?? '';
    const state = await connectGateway(context).client.lift({ target: { kind, name }, rationale });
    if (invocation.json) terminal.json(state);
    else terminal.out(`${terminal.style.green('●')} ${kind} ${visibleText(name)} may go on`);
    return EXIT.ok;
  },
};
