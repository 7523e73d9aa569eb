import { CliError } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { merkle } from '../log/crypto.ts';
import { describeEntry } from '../log/describe-entry.ts';
import { openLogReader } from '../log/log-reader.ts';
import { describePayload } from '../log/payload-offline.ts';
import { readInteger } from '../read-value.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Shows one entry of the log in full. */
export const logShow: Command = {
  path: ['log', 'show'],
  summary: 'show one entry of the log in full',
  details: [
    'Says what became of the payload beside it: kept (encrypted), erased on record, or missing. `approvals show` shows what a request is about.',
    'Asks the gateway; when none answers, reads the database itself. With --json exactly what was hashed is under `text`.',
  ],
  operands: [{ name: 'index', summary: 'the place of the entry, from 0', required: true }],
  examples: [{ line: 'countersign log show 41', does: 'everything about entry 41' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const index = readInteger(invocation.operand('index') ?? '', {
      name: 'the index',
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
    });
    const reader = await openLogReader(context);
    const [entry] = await reader.entries({ from: index, limit: 1 });
    if (entry?.index !== index) {
      const size = await reader.size();
      throw new CliError('failed', `show entry ${index}: the log has ${size} entries, want an index below that`);
    }
    const leafHash = Buffer.from(merkle.leaf(entry.text)).toString('hex');
    const parsed = JSON.parse(entry.text) as unknown;
    const payload = await reader.payload(index);
    if (invocation.json) terminal.json({ index, leaf_hash: leafHash, text: entry.text, entry: parsed, payload });
    else {
      terminal.out(describeEntry(index, entry.text, terminal));
      terminal.out(
        visibleText(JSON.stringify(parsed, null, 2), { keepLineBreaks: true, mark: terminal.style.inverse }),
      );
      terminal.out(describePayload(payload, terminal.style));
      terminal.out(terminal.style.dim(`leaf hash ${leafHash}`));
    }
    return EXIT.ok;
  },
};
