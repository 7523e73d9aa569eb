import type { WireApproval, WireDecision, WireEffect, WireJson } from '../../../sdk/wire.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { hidesSomething, visibleText } from '../terminal/visible-text.ts';
import { cutLines, wrapWords } from '../terminal/wrap-text.ts';
import { levelText, shortId } from './describe-request.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** Behind this margin stands what the agent wrote, and nowhere else. */
const MARGIN = '    │ ';

/**
 * Writes a request as people must see it to answer: everything that is approved, nothing cut off, and why it is asked.
 *
 * What an agent wrote stands behind a margin on every line, cut at our own columns, with everything invisible made visible: it cannot
 * pass for a line of ours, move the cursor, or hide a part of itself.
 */
export function renderRequest(approval: WireApproval, page: Page): string {
  const { style } = page;
  const { shown } = approval;
  const title = `${style.bold('Approval')} ${style.bold(shortId(approval.id))}  ${levelText(approval, style)} of 100`;
  if (shown === null)
    return `${title}\n  ${style.red('Its payload was erased: there is nothing to see, so it cannot be judged.')}`;
  const { action, decision } = shown;
  const workspace = action.workspace === action.cwd ? '' : `  (workspace ${action.workspace})`;
  return [
    title,
    ...field('tool', `${action.tool.name} (${action.tool.origin})`, { page, paint: style.bold }),
    ...renderArguments(approval, page),
    ...field('in', action.cwd + workspace, { page }),
    ...field(
      'agent',
      `${action.principal}, session ${action.session}, for ${action.on_behalf_of}, by ${action.surface}`,
      { page },
    ),
    ...field('asked', `${formatTime(approval.created_at_ms)}, answer by ${formatTime(approval.deadline_ms)}`, { page }),
    ...renderReasons(decision, page),
    ...renderEffects(decision.effects, page),
    ...renderScopes(approval, page),
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

function renderArguments({ shown }: WireApproval, { style, columns }: Page): readonly string[] {
  const entries = Object.entries(shown?.action.args ?? {});
  const lines: string[] = [];
  for (const [name, value] of entries) {
    const text = textOf(value);
    lines.push(
      `  ${style.cyan(visibleText(name))}${hidesSomething(text) ? style.red('  contains hidden characters, shown as \\u{…}') : ''}`,
    );
    for (const line of cutLines(visibleText(text, { keepLineBreaks: true }), columns() - MARGIN.length)) {
      lines.push(style.dim(MARGIN) + highlight(line, style));
    }
  }
  return entries.length === 0 ? [`  ${style.dim('without arguments')}`] : lines;
}

/** Text as it is; everything else as JSON. */
function textOf(value: WireJson): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Colours the escapes of `visibleText` in a line that was already cut. */
function highlight(line: string, style: Page['style']): string {
  let shown = '';
  let at = 0;
  for (let start = line.indexOf('\\u{'); start >= 0; start = line.indexOf('\\u{', at)) {
    const end = line.indexOf('}', start);
    if (end < 0) break;
    shown += line.slice(at, start) + style.inverse(style.red(line.slice(start, end + 1)));
    at = end + 1;
  }
  return shown + line.slice(at);
}

function renderReasons({ gates, reason, risk }: WireDecision, page: Page): readonly string[] {
  const asking = gates.filter(({ outcome }) => outcome === 'require-approval' || outcome === 'defer');
  const parts = risk.parts.map(({ kind, rule, points }) => `${kind} ${rule} ${points}`).join(', ');
  return [
    ...field('why', reason, { page, paint: page.style.yellow }),
    ...asking.flatMap(({ gate, rule, reason: found }) =>
      field('', `${gate}${rule === '' ? '' : ` [${rule}]`}: ${found}`, { page, paint: page.style.dim }),
    ),
    ...field('score', `${risk.score}: ${parts === '' ? 'no parts' : parts}`, { page }),
  ];
}

function renderEffects(effects: readonly WireEffect[], page: Page): readonly string[] {
  return effects.flatMap(({ class: effectClass, resource, reversibility, marks }, index) => {
    const notes = [reversibility, `from ${resource.provenance}`, ...marks].join('; ');
    const paint = reversibility === 'irreversible' ? page.style.red : same;
    return field(index === 0 ? 'effects' : '', `${effectClass} ${resource.value} (${notes})`, { page, paint });
  });
}

function renderScopes({ terms, shown }: WireApproval, page: Page): readonly string[] {
  const { red, dim } = page.style;
  const lines: string[] = [];
  const what = `${shown?.action.tool.name ?? ''} on ${coverOf(shown)}`;
  const add = (name: string, text: string, paint = same): void =>
    void lines.push(...field(name, text, { page, paint }));
  if (terms.second_factor) add('needs', 'a second factor, which this version cannot check: it can only be denied', red);
  if (terms.approvers > 1) add('needs', `${terms.approvers} different approvers`);
  if (terms.scopes.includes('session')) add('session', `would allow ${what} until the session ends, 12 h at most`);
  if (terms.scopes.includes('proposal'))
    add('always', `would approve once and propose a rule to the operator: ${what}, for 90 days`);
  if (!terms.batch) add('', 'this risk is approved one by one, and each only once', dim);
  return lines;
}

/** What a wider scope would cover, as the gateway derives it: each class with the folder of its path, or its exact value. */
function coverOf(shown: WireApproval['shown']): string {
  const covers = (shown?.decision.effects ?? []).map(({ class: effectClass, resource }) => {
    const folder = resource.value.slice(0, resource.value.lastIndexOf('/') + 1);
    return `${effectClass} ${resource.kind === 'path' && folder !== '' ? folder : resource.value}`;
  });
  return covers.length === 0 ? 'nothing' : [...new Set(covers)].join(', ');
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
