import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { openLogReader } from '../log/log-reader.ts';
import { formatReceipt } from '../log/receipt.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { readInteger } from '../read-value.ts';

/** Writes a receipt for one entry. */
export const logProve: Command = {
  path: ['log', 'prove'],
  summary: 'write a receipt that proves offline that an entry is in the log',
  details: [
    'The receipt is a C2SP tlog-proof that carries the entry itself. Check it anywhere with `countersign verify-receipt`.',
  ],
  operands: [{ name: 'index', summary: 'the place of the entry, from 0', required: true }],
  options: [
    {
      name: 'out',
      short: 'o',
      value: 'FILE',
      completes: 'file',
      summary: 'where to write it (default: standard output)',
    },
  ],
  examples: [{ line: 'countersign log prove 41 --out entry-41.receipt', does: 'a receipt to hand to somebody' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const index = readInteger(invocation.operand('index') ?? '', {
      name: 'the index',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
    });
    const reader = await openLogReader(context);
    const proven = await reader.prove(index);
    const receipt = formatReceipt(proven);
    const out = invocation.text('out');
    if (out !== null) writeFileAtomically(out, receipt);
    if (invocation.json) terminal.json({ index, entry: proven.entry, receipt, file: out });
    else if (out === null) terminal.output.write(receipt);
    else
      terminal.out(
        `${terminal.style.green('✓')} receipt of entry ${index}: ${out}\n  check it   countersign verify-receipt ${out}`,
      );
    return EXIT.ok;
  },
};
