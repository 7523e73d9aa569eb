import type { WireReviewer } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Shows how reviewer models compare with people. */
export const reviewerStats: Command = {
  path: ['reviewer', 'stats'],
  summary: 'show what reviewer models answered, and how often people decided as they said',
  details: [
    'Counted over the newest 20,000 entries of the log. AGREED and DISAGREED are about actions that people were asked about; LOGGED are objections to what was allowed without any risk, which changed nothing.',
    'A reviewer that RESTS failed three times in a row: it is not asked for 30 s, and people are.',
  ],
  examples: [
    { line: 'countersign reviewer stats', does: 'as a table' },
    { line: 'countersign reviewer stats --json', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    const report = await connectGateway(context).client.guards.reviewers();
    const { terminal } = context;
    if (invocation.json) terminal.json(report);
    else if (report.reviewers.length === 0) {
      terminal.out('No reviewer model is configured, and none is in the log: what one would wave through is asked.');
    } else {
      const headings = [
        'REVIEWER',
        'MODEL',
        'APPROVE',
        'DENY',
        'ESCALATE',
        'UNUSABLE',
        'AGREED',
        'DISAGREED',
        'LOGGED',
      ];
      terminal.out(
        renderTable({ headings, rows: report.reviewers.map(rowOf), heading: terminal.style.bold, page: terminal }),
      );
      terminal.out(`over the newest ${report.entries} entries of the log`);
    }
    return EXIT.ok;
  },
};

function rowOf(reviewer: WireReviewer): readonly string[] {
  const state = reviewer.configured ? (reviewer.resting ? ' (rests)' : '') : ' (no longer configured)';
  const model = reviewer.configured ? `${reviewer.provider}/${reviewer.model}` : '-';
  return [
    `${visibleText(reviewer.name)}${state}`,
    visibleText(model),
    String(reviewer.no_objection),
    String(reviewer.objection),
    String(reviewer.abstained),
    String(reviewer.malformed + reviewer.timed_out),
    String(reviewer.agreed),
    String(reviewer.disagreed),
    String(reviewer.logged_objections),
  ];
}
