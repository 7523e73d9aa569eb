import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { describeEntry, readEntry } from '../log/describe-entry.ts';
import { type LogReader, openLogReader, type ReadEntry } from '../log/log-reader.ts';
import { readInteger } from '../read-value.ts';

const PAGE = 1_000;
const POLL_MS = 400;

/** Shows the newest entries of the log. */
export const logTail: Command = {
  path: ['log', 'tail'],
  summary: 'show the newest entries of the log, or follow it',
  details: ['Asks the gateway; when none answers, reads the database itself.'],
  options: [
    { name: 'lines', short: 'n', value: 'N', summary: 'how many entries to begin with (default: 20)' },
    { name: 'follow', short: 'f', value: null, summary: 'go on showing new entries until interrupted' },
    { name: 'type', value: 'TYPE', multiple: true, summary: 'only entries of this type, for example decision' },
    { name: 'session', value: 'ID', summary: 'only entries of this session' },
  ],
  examples: [
    { line: 'countersign log tail', does: 'the last twenty entries' },
    { line: 'countersign log tail -f --type decision', does: 'watch decisions as they are made' },
    { line: 'countersign log tail -n 1000 --json', does: 'one JSON object a line' },
  ],
  run: async (invocation, context) => {
    const lines = readInteger(invocation.text('lines') ?? '20', { name: '--lines', min: 0, max: 1_000_000 });
    const reader = await openLogReader(context);
    const size = await reader.size();
    const show = (entry: ReadEntry): void => showEntry(entry, { invocation, context });
    const recent = await newest(reader, { size, lines, invocation });
    for (const entry of recent) show(entry);
    if (reader.isOffline)
      context.terminal.err(context.terminal.errorStyle.dim('read from the database: no gateway answers'));
    if (!invocation.flag('follow')) return EXIT.ok;
    for (let from = size; ; ) {
      const entries = await reader.entries({ from, limit: PAGE });
      for (const entry of entries) if (isWanted(entry, invocation)) show(entry);
      from += entries.length;
      if (entries.length < PAGE) await sleep(POLL_MS);
    }
  },
};

/** The last entries that are wanted: reads backwards page by page until there are enough. */
async function newest(
  reader: LogReader,
  { size, lines, invocation }: { readonly size: number; readonly lines: number; readonly invocation: Invocation },
): Promise<readonly ReadEntry[]> {
  const pages: (readonly ReadEntry[])[] = [];
  let found = 0;
  for (let end = size; end > 0 && found < lines; ) {
    const from = Math.max(0, end - Math.min(PAGE, Math.max(lines, 20)));
    const page = (await reader.entries({ from, limit: end - from })).filter((entry) => isWanted(entry, invocation));
    pages.unshift(page);
    found += page.length;
    end = from;
  }
  const all = pages.flat();
  return all.slice(Math.max(0, all.length - lines));
}

function isWanted({ text }: ReadEntry, invocation: Invocation): boolean {
  const types = invocation.texts('type');
  const session = invocation.text('session');
  if (types.length === 0 && session === null) return true;
  const entry = readEntry(text);
  return (types.length === 0 || types.includes(entry.type)) && (session === null || entry.session === session);
}

function showEntry(
  { index, text }: ReadEntry,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): void {
  const { terminal } = context;
  if (invocation.json) terminal.json({ index, entry: JSON.parse(text) as unknown }, 'line');
  else terminal.out(describeEntry(index, text, terminal));
}
