import type { WireModelUsage } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readInteger } from '../read-value.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { formatUsd } from './budget-amount.ts';

/** Shows what models used. */
export const usage: Command = {
  path: ['usage'],
  summary: 'show what models used: calls, tokens and cost by day, principal and model',
  details: ['Counted with every call that went through the gateway. A day is one of UTC.'],
  options: [
    { name: 'days', value: 'N', summary: 'of the last so many days (default: 7)' },
    { name: 'principal', value: 'NAME', summary: 'of one principal only' },
  ],
  examples: [
    { line: 'countersign usage', does: 'of the last seven days' },
    { line: 'countersign usage --days 1 --principal agent:default --json', does: 'of today, for a script' },
  ],
  run: async (invocation, context) => {
    const text = invocation.text('days');
    const days = text === null ? 7 : readInteger(text, { name: '--days', min: 1, max: 366 });
    const principal = invocation.text('principal') ?? undefined;
    const rows = await connectGateway(context).client.guards.usage({
      days,
      ...(principal === undefined ? {} : { principal }),
    });
    const { terminal } = context;
    if (invocation.json) terminal.json({ usage: rows });
    else if (rows.length === 0) terminal.out('No model was called through the gateway.');
    else {
      const headings = ['DAY', 'PRINCIPAL', 'MODEL', 'CALLS', 'IN', 'OUT', 'CACHED', 'COST'];
      terminal.out(renderTable({ headings, rows: rows.map(rowOf), heading: terminal.style.bold, page: terminal }));
      terminal.out(`${formatUsd(rows.reduce((sum, row) => sum + row.cost_micros, 0))} in all`);
    }
    return EXIT.ok;
  },
};

function rowOf(row: WireModelUsage): readonly string[] {
  return [
    row.day,
    visibleText(row.principal),
    visibleText(`${row.provider}/${row.model}`),
    String(row.calls),
    String(row.input_tokens),
    String(row.output_tokens),
    String(row.cache_read_tokens + row.cache_write_tokens),
    formatUsd(row.cost_micros),
  ];
}
