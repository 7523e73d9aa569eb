import type { WireApproval, WireDecision, WireEffect, WireJson } from '../../../sdk/wire.ts';
import { formatTime } from '../terminal/format-time.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { hidesSomething, visibleText } from '../terminal/visible-text.ts';
import { cutLines } from '../terminal/wrap-text.ts';
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
  if (shown === null) return `${title}\n  ${style.red('Its payload was erased: there is nothing to see, so it cannot be judged.')}`;
  const { action, decision } = shown;
  return [
    title,
    field('tool', `${style.bold(visibleText(action.tool.name))} ${style.dim(visibleText(`(${action.tool.origin})`))}`, style),
    ...renderArguments(approval, page),
    field('in', visibleText(action.cwd) + (action.workspace === action.cwd ? '' : visibleText(`  (workspace ${action.workspace})`)), style),
    field('agent', visibleText(`${action.principal}, session ${action.session}, for ${action.on_behalf_of}, by ${action.surface}`), style),
    field('asked', `${formatTime(approval.created_at_ms)}, answer by ${formatTime(approval.deadline_ms)}`, style),
    ...renderReasons(decision, page),
    ...renderEffects(decision.effects, page),
    ...renderScopes(approval, page),
  ].join('\n');
}

/** Writes every gate and every part of the score, for the key `?`. */
export function renderExplanation({ shown }: WireApproval, { style }: Page): string {
  if (shown === null) return '  nothing is left to explain';
  const { gates, risk, remedies } = shown.decision;
  return [
    style.bold('  Gates'),
    ...gates.map(({ gate, outcome, rule, reason }) => {
      const text = `    ${outcome.padEnd(16)} ${gate.padEnd(11)} ${visibleText(reason)}${rule === '' ? '' : ` [${visibleText(rule)}]`}`;
      return outcome === 'pass' || outcome.startsWith('not-') ? style.dim(text) : style.yellow(text);
    }),
    style.bold('  Score'),
    ...risk.parts.map(({ kind, rule, points }) => `    ${kind.padEnd(10)} ${String(points).padStart(3)}  ${visibleText(rule)}`),
    ...remedies.map((remedy) => `  ${style.bold('instead')} ${visibleText(remedy)}`),
  ].join('\n');
}

function renderArguments({ shown }: WireApproval, { style, columns }: Page): readonly string[] {
  const entries = Object.entries(shown?.action.args ?? {});
  const lines: string[] = [];
  for (const [name, value] of entries) {
    const text = textOf(value);
    lines.push(`  ${style.cyan(visibleText(name))}${hidesSomething(text) ? style.red('  contains hidden characters, shown as \\u{…}') : ''}`);
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

function renderReasons({ gates, reason, risk }: WireDecision, { style }: Page): readonly string[] {
  const asking = gates.filter(({ outcome }) => outcome === 'require-approval' || outcome === 'defer');
  const parts = risk.parts.map(({ kind, rule, points }) => `${kind} ${visibleText(rule)} ${points}`).join(', ');
  return [
    field('why', visibleText(reason), style),
    ...asking.map((gate) => field('', style.dim(`${gate.gate}${gate.rule === '' ? '' : ` [${visibleText(gate.rule)}]`}: ${visibleText(gate.reason)}`), style)),
    field('score', `${risk.score}: ${parts === '' ? 'no parts' : parts}`, style),
  ];
}

function renderEffects(effects: readonly WireEffect[], { style }: Page): readonly string[] {
  return effects.map(({ class: effectClass, resource, reversibility, marks }, index) => {
    const undo = reversibility === 'irreversible' ? style.red(reversibility) : reversibility;
    const notes = [undo, `from ${resource.provenance}`, ...marks].join('; ');
    return field(index === 0 ? 'effects' : '', `${effectClass} ${visibleText(resource.value)} (${notes})`, style);
  });
}

function renderScopes({ terms, shown }: WireApproval, { style }: Page): readonly string[] {
  const lines: string[] = [];
  const tool = visibleText(shown?.action.tool.name ?? '');
  if (terms.second_factor) lines.push(field('needs', style.red('a second factor, which this version cannot check: it can only be denied'), style));
  if (terms.approvers > 1) lines.push(field('needs', `${terms.approvers} different approvers`, style));
  if (terms.scopes.includes('session')) lines.push(field('session', `s allows ${tool} on ${coverOf(shown)} until the session ends, 12 h at most`, style));
  if (terms.scopes.includes('proposal')) lines.push(field('always', `a approves once and proposes a rule to the operator: ${tool} on ${coverOf(shown)}, for 90 days`, style));
  if (!terms.batch) lines.push(field('', style.dim('this risk is approved one by one, and only once'), style));
  return lines;
}

/** What a wider scope would cover, as the gateway derives it: each class with the folder of its path, or its exact value. */
function coverOf(shown: WireApproval['shown']): string {
  const covers = (shown?.decision.effects ?? []).map(({ class: effectClass, resource }) => {
    const folder = resource.value.slice(0, resource.value.lastIndexOf('/') + 1);
    return `${effectClass} ${visibleText(resource.kind === 'path' && folder !== '' ? folder : resource.value)}`;
  });
  return covers.length === 0 ? 'nothing' : [...new Set(covers)].join(', ');
}

function field(name: string, text: string, style: Page['style']): string {
  return `  ${style.cyan(name.padEnd(8))} ${text}`;
}
