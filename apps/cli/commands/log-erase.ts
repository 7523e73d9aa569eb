import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { describeEntry } from '../log/describe-entry.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { confirmEffect } from '../setup/confirm.ts';

/** Erases the payload of one entry. */
export const logErase: Command = {
  path: ['log', 'erase'],
  summary: 'erase what is kept beside one entry, for good and on record',
  details: [
    'The entry itself stays, with a digest that tells nothing without the erased salt: the log verifies as before. `log show` and `log replay` say that the payload was erased. Who erased it and why stands in a new entry.',
    'Copies elsewhere are not reached: backups, and the note of an answer, which is kept with its request too.',
  ],
  operands: [{ name: 'index', summary: 'the place of the entry, from 0', required: true }],
  options: [
    { name: 'rationale', short: 'r', value: 'TEXT', summary: 'why; it goes into the log and stays there' },
    { name: 'yes', short: 'y', value: null, summary: 'do not ask' },
  ],
  examples: [
    {
      line: 'countersign log erase 41 --rationale "personal data, request 12"',
      does: 'forget what entry 41 was about',
    },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const rationale = invocation.text('rationale');
    if (rationale === null) throw usageError({ path: ['log', 'erase'] }, ['no --rationale, want why it is erased']);
    const index = readInteger(invocation.operand('index') ?? '', {
      name: 'the index',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
    });
    const { client } = connectGateway(context);
    const { text } = await client.logEntry(index);
    terminal.err(describeEntry(index, text, { style: terminal.errorStyle, output: terminal.errorOutput }));
    const question = `Erase the payload of entry ${index} for good?`;
    const remedies = ['Say --yes to erase it without being asked.'];
    if (!invocation.flag('yes') && !(await confirmEffect(terminal, { question, isUsual: false, remedies }))) {
      terminal.err('nothing was changed');
      return EXIT.notOk;
    }
    const erased = await client.erasePayload(index, { rationale });
    if (invocation.json) terminal.json(erased);
    else
      terminal.out(
        `${terminal.style.green('✓')} payload of entry ${index} erased, recorded in entry ${erased.log_index}`,
      );
    return EXIT.ok;
  },
};
