import type { WireShownTool, WireTool, WireToolStanding } from '../../../sdk/wire.ts';
import { shortDigest } from '../log/describe-entry.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { cutLines } from '../terminal/wrap-text.ts';

const MARGIN = '    ';
const READS_ONLY = [
  '  reads     so it says of itself. Vouch only if you believe it: its calls then count as',
  '            reading something outside (medium risk), not as unknown (high)',
];

/**
 * A tool as an operator must see it before they vouch: standing, warnings, how it differs from what was accepted, and the
 * whole listing.
 *
 * Whatever the server wrote stands behind a margin, with everything hidden made visible; it cannot pass for a line of ours.
 */
export function renderTool(
  { tool, listing, reads_only: readsOnly, changes }: WireShownTool,
  terminal: Terminal,
): string {
  const { style } = terminal;
  const name = `${style.bold(visibleText(tool.name))} of ${visibleText(tool.server)}`;
  return [
    `${name}  ${standingText(tool.standing, style)}`,
    `  seen      ${formatTime(tool.seen_at_ms)}  ${shortDigest(visibleText(tool.digest))}`,
    `  accepted  ${acceptedText(tool)}`,
    ...(readsOnly ? READS_ONLY : []),
    ...section('warnings', tool.warnings, terminal).map(style.yellow),
    ...changes.flatMap((change) => renderChange(change, terminal)),
    ...section('listing', [JSON.stringify(listing, null, 2)], terminal),
  ].join('\n');
}

/** A standing in its colour. */
export function standingText(standing: WireToolStanding, style: Style): string {
  if (standing === 'vouched') return style.green(standing);
  return standing === 'new' ? style.yellow(standing) : style.red(standing);
}

function acceptedText({ accepted_digest: digest, by, changed_at_ms: atMs, standing }: WireTool): string {
  if (digest === null) return standing === 'refused' ? `no, refused by ${visibleText(by)}` : 'never';
  const since = standing === 'vouched' ? `  by ${visibleText(by)}, ${formatTime(atMs)}` : '';
  return `${shortDigest(visibleText(digest))}${since}`;
}

function section(heading: string, texts: readonly string[], terminal: Terminal): readonly string[] {
  if (texts.length === 0) return [];
  return [`  ${heading}`, ...texts.flatMap((text) => foreign(text, terminal).map((line) => `${MARGIN}${line}`))];
}

function renderChange(
  { path, before, after }: WireShownTool['changes'][number],
  terminal: Terminal,
): readonly string[] {
  const { style } = terminal;
  const lines = (sign: string, text: string | null): readonly string[] =>
    text === null ? [] : foreign(text, terminal).map((line) => `${MARGIN}${sign} ${line}`);
  return [
    `  changed   ${visibleText(path)}`,
    ...lines('-', before).map(style.red),
    ...lines('+', after).map(style.green),
  ];
}

function foreign(text: string, terminal: Terminal): readonly string[] {
  return cutLines(visibleText(text, { keepLineBreaks: true }), terminal.columns() - MARGIN.length - 2);
}
