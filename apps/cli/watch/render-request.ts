import type { WireApproval, WirePrompt } from '../../../sdk/wire.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { cutLines, wrapWords } from '../terminal/wrap-text.ts';
import { levelText, shortId } from './describe-request.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;
type Section = WirePrompt['sections'][number];

/** Behind this margin stands what the agent wrote, and nowhere else. */
const QUOTED = '    │ ';
const PLAIN = '    ';

/**
 * Writes a request as people must see it to answer: the gateway's own document, whole, as every channel shows it.
 *
 * What an agent wrote stands behind a margin on every line, cut at our own columns where the terminal is narrower than the document:
 * it cannot pass for a line of ours, move the cursor, or hide a part of itself.
 */
export function renderRequest(approval: WireApproval, page: Page): string {
  const { style } = page;
  const head = `${style.bold('Approval')} ${style.bold(shortId(approval.id))}  ${levelText(approval, style)} of 100`;
  if (approval.prompt === null)
    return `${head}\n  this token may not see what would run: want one with the scope read or approve`;
  const { title, sections, fingerprint } = approval.prompt;
  return [
    head,
    ...rowsOf(title, { margin: '  ', page }).map(style.bold),
    ...sections.flatMap((section) => renderSection(section, page)),
    style.dim(`  shown as ${visibleText(fingerprint)}`),
  ].join('\n');
}

/** Most rows of what would run that a reminder repeats. */
const MAX_REPEATED = 6;

/**
 * Repeats how risky a request is and what would run, as it stands in the document: for below a request that is taller than the
 * terminal. What it leaves out it counts.
 */
export function renderReminder(approval: WireApproval, page: Page): string {
  const { style } = page;
  const [heading = '', ...rows] = (approval.prompt?.sections ?? [])
    .filter(({ quoted }) => quoted)
    .slice(0, 1)
    .flatMap((section) => renderSection(section, page));
  const left = rows.length - MAX_REPEATED;
  return [
    `  ${style.dim('Again, for it stands far above:')} ${levelText(approval, style)} of 100`,
    ...(heading === '' ? [] : [heading]),
    ...rows.slice(0, MAX_REPEATED),
    ...(left > 0 ? [`${PLAIN}${style.yellow(`and ${left} more ${left === 1 ? 'row' : 'rows'}, only above`)}`] : []),
  ].join('\n');
}

/** Writes every gate and every part of the score, for the key `?`. */
export function renderExplanation({ shown }: WireApproval, page: Page): string {
  const { style } = page;
  if (shown === null) return '  nothing is left to explain';
  const { gates, risk, remedies } = shown.decision;
  return [
    style.bold('  Gates'),
    ...gates.flatMap(({ gate, outcome, rule, reason }) => {
      const isQuiet = outcome === 'pass' || outcome.startsWith('not-');
      const text = `${outcome}: ${reason}${rule === '' ? '' : ` [${rule}]`}`;
      return field(gate, text, { page, paint: isQuiet ? style.dim : style.yellow });
    }),
    style.bold('  Score'),
    ...risk.parts.flatMap(({ kind, rule, points }) => field(kind, `${points} ${rule}`, { page })),
    ...remedies.flatMap((remedy) => field('instead', remedy, { page })),
  ].join('\n');
}

function renderSection({ heading, lines, quoted }: Section, page: Page): readonly string[] {
  const { style } = page;
  const margin = quoted ? style.dim(QUOTED) : PLAIN;
  const width = quoted ? QUOTED.length : PLAIN.length;
  const rows = lines.flatMap((line) => cutLines(visibleText(line), Math.max(1, page.columns() - width)));
  return [`  ${style.cyan(visibleText(heading))}`, ...rows.map((row) => margin + highlight(row, style))];
}

/** Colours the remarks of a line: what is invisible or looks like something else stands out, what only counts does not. */
function highlight(line: string, style: Page['style']): string {
  let shown = '';
  let at = 0;
  for (let start = line.indexOf('⟨'); start >= 0; start = line.indexOf('⟨', at)) {
    const end = line.indexOf('⟩', start);
    const stop = end < 0 ? line.length : end + 1;
    const remark = line.slice(start, stop);
    const isGrave = remark.includes('U+') || remark.includes('looks like') || /^⟨(?:mixes|hidden|RTL)/u.test(remark);
    shown += line.slice(at, start) + (isGrave ? style.inverse(style.red(remark)) : style.dim(remark));
    at = stop;
  }
  return (shown + line.slice(at)).replaceAll('CANNOT', style.red('CANNOT'));
}

function rowsOf(text: string, { margin, page }: { readonly margin: string; readonly page: Page }): readonly string[] {
  const columns = Math.max(1, page.columns() - margin.length);
  return cutLines(wrapWords(visibleText(text), { columns }), columns).map((row) => margin + row);
}

/** Margin, the longest name of a gate, and a space. */
const NAME_WIDTH = 14;

/** One fact, broken at our own columns: whatever in it came from an agent stays behind its name. */
function field(
  name: string,
  text: string,
  { page, paint = same }: { readonly page: Page; readonly paint?: (text: string) => string },
): readonly string[] {
  const columns = page.columns() - NAME_WIDTH;
  const lines = cutLines(wrapWords(visibleText(text), { columns }), columns);
  return lines.map((line, at) => `  ${page.style.cyan((at === 0 ? name : '').padEnd(NAME_WIDTH - 3))} ${paint(line)}`);
}

function same(text: string): string {
  return text;
}
