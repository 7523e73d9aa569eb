import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Lists browsers that are logged in. */
export const browsersList: Command = {
  path: ['browsers', 'list'],
  summary: 'list the browsers that are logged in',
  examples: [{ line: 'countersign browsers list', does: 'yours, and for an administrator everybody’s' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const sessions = await connectGateway(context).client.people.webSessions();
    if (invocation.json) terminal.json({ sessions });
    else if (sessions.length === 0) terminal.out('no browser is logged in');
    else {
      const rows = sessions.map((session) => [
        session.id,
        visibleText(session.principal),
        session.way,
        formatTime(session.used_at_ms),
        formatTime(session.expires_at_ms),
        visibleText(session.agent).slice(0, 40),
      ]);
      const headings = ['ID', 'WHO', 'BY', 'USED', 'ENDS', 'BROWSER'];
      terminal.out(renderTable({ headings, rows, heading: terminal.style.bold, page: terminal }));
    }
    return EXIT.ok;
  },
};

/** Logs a browser out. */
export const browsersEnd: Command = {
  path: ['browsers', 'end'],
  summary: 'log a browser out, at once',
  operands: [{ name: 'id', summary: 'its id, as `browsers list` shows it', required: true }],
  examples: [{ line: 'countersign browsers end 3f9a01c2d4e5', does: 'a laptop was left open' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const id = invocation.operand('id') ?? '';
    await connectGateway(context).client.people.endWebSession(id);
    if (invocation.json) terminal.json({ ended: id });
    else terminal.out(`${terminal.style.green('✓')} that browser is logged out`);
    return EXIT.ok;
  },
};
