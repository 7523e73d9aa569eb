import type { WireFatigueReading, WireSavingRule } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readDurationMs } from '../read-value.ts';
import { formatDuration } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';

const DAY_MS = 86_400_000;

const ALARMS: { readonly [Name in WireFatigueReading['alarms'][number]]: string } = {
  fast: 'approved too fast to have read',
  always: 'everything approved, fast',
  flood: 'more prompts than anybody can read',
};

/** Shows how people answer prompts, and what would make them fewer. */
export const fatigue: Command = {
  path: ['fatigue'],
  summary: 'show how often people are asked, how they answer, and what would save most prompts',
  details: [
    'Counted from the log. An alarm means that answers look like nobody reads any more: ten approvals with a median below 2 s, or twenty answers, all of them approvals, below 3 s; or more than 30 prompts an hour.',
    'Each rule is the narrowest that would have helped. It was tried: every recorded prompt was decided again with it, and what is asked about or denied all the same is not counted as saved.',
    'Ends with 1 where there is an alarm.',
  ],
  options: [{ name: 'last', value: 'TIME', summary: 'of so long, for example 8h or 7d; at most 90d (default: 1d)' }],
  examples: [
    { line: 'countersign fatigue', does: 'of the last day' },
    { line: 'countersign fatigue --last 7d --json', does: 'of a week, for a script' },
  ],
  run: async (invocation, context) => {
    const last = invocation.text('last');
    const lastMs = last === null ? DAY_MS : Math.min(readDurationMs(last, '--last'), 90 * DAY_MS);
    const measured = await connectGateway(context).client.prompts.fatigue({ lastMs });
    const { terminal } = context;
    const { all, people, rules, suggested } = measured;
    if (invocation.json) terminal.json(measured);
    else {
      const headings = ['WHO', 'CHANNEL', 'PROMPTS', 'AN HOUR', 'APPROVED', 'DENIED', 'OPEN', 'MEDIAN', 'ALARMS'];
      terminal.out(
        renderTable({ headings, rows: [all, ...people].map(rowOf), heading: terminal.style.bold, page: terminal }),
      );
      for (const rule of rules) showRule(rule, context);
      for (const { pattern, approvals } of suggested)
        terminal.out(
          `suggested  ${visibleText(pattern)}: approved ${approvals} times, see \`countersign policy proposed\``,
        );
      if (measured.is_cut) terminal.out('More was asked than is read at once: the newest prompts were counted.');
    }
    return [all, ...people].some(({ alarms }) => alarms.length > 0) ? EXIT.notOk : EXIT.ok;
  },
};

function rowOf(reading: WireFatigueReading): readonly string[] {
  const { by, channel, prompts, approved, denied, unanswered, alarms } = reading;
  const { per_hour: perHour, approve_rate: rate, median_ms: medianMs } = reading;
  return [
    by === null ? 'all' : visibleText(by),
    channel ?? '',
    String(prompts),
    String(perHour),
    rate === null ? String(approved) : `${approved} (${Math.round(rate * 100)} %)`,
    String(denied),
    String(unanswered),
    medianMs === null ? '' : medianMs < 1_000 ? `${medianMs} ms` : formatDuration(medianMs),
    alarms.map((alarm) => ALARMS[alarm]).join(', '),
  ];
}

function showRule({ pattern, saved, kept }: WireSavingRule, { terminal }: Context): void {
  const still = kept.length === 0 ? '' : `, ${kept.length} asked about or denied all the same`;
  terminal.out(`\nwould have saved ${saved.length} prompts${still}: ${terminal.style.bold(visibleText(pattern))}`);
  terminal.out(`  entries ${saved.slice(0, 12).join(', ')}${saved.length > 12 ? ' …' : ''}`);
}
