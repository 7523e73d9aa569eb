import type { WireEffect, WireGateReport } from '../../../sdk/wire.ts';
import { displayWidth } from '../terminal/display-width.ts';
import { flowBeside, flowText } from '../terminal/flow-text.ts';
import { padEnd } from '../terminal/render-table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { colourOfLevel } from '../watch/describe-request.ts';
import type { ExplainedAlternative, ExplainedEffect, Explanation } from './explanation.ts';
import { pointAt } from './point-at.ts';
import { renderParse } from './render-parse.ts';
import { describeMark, describeScoreRule, describeTerms, describeUndoing, VERDICT_WORDS } from './words.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

const MAX_ALTERNATIVES = 4;

/**
 * Draws an explanation: parse, effects under the words they come from, score, gates, verdict, and what would be allowed.
 *
 * Whatever came from the agent is shown with everything invisible made visible, and no line is longer than the terminal.
 */
export function renderExplanation(explanation: Explanation, page: Page): string {
  const { shell, risk } = explanation;
  const parse = shell?.parse ?? null;
  return [
    ...(parse === null ? [] : section('Parse', renderParse(parse, page), page)),
    ...section('Effects', renderEffects(explanation, page), page),
    ...section(`Score ${risk.score} of 100: ${risk.level}`, renderScore(explanation, page), page),
    ...section('Gates', renderGates(explanation, page), page),
    ...section('Verdict', renderVerdict(explanation, page), page),
    ...section('Instead', renderInstead(explanation, page), page),
  ]
    .join('\n')
    .trimEnd();
}

function section(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines, ''];
}

/** Effects of the same words stand together, in the order in which they were found. */
function renderEffects({ effects, action }: Explanation, page: Page): readonly string[] {
  const places = new Map<string, { source: ExplainedEffect['source']; effects: ExplainedEffect[] }>();
  for (const effect of effects) {
    const { source } = effect;
    const key = source === null ? '' : `${source.argument}\n${source.start}\n${source.end}`;
    const place = places.get(key) ?? { source, effects: [] };
    places.set(key, { ...place, effects: [...place.effects, effect] });
  }
  if (effects.length === 0) return ['  none'];
  return [...places.values()].flatMap((place) => [
    ...(place.source === null ? [] : renderSource(place.source, { action, page })),
    ...place.effects.flatMap((effect) => renderEffect(effect, page)),
  ]);
}

function renderSource(
  source: NonNullable<ExplainedEffect['source']>,
  { action, page }: { readonly action: Explanation['action']; readonly page: Page },
): readonly string[] {
  const value = action.args[source.argument];
  const text = typeof value === 'string' ? value : '';
  const lastLine = text.split('\n').length;
  const isNamed = Object.keys(action.args).length > 1;
  const name = isNamed ? `${visibleText(source.argument)}: ` : '';
  const gutter = (line: number): string =>
    lastLine > 1 ? `  ${String(line).padStart(String(lastLine).length)} │ ` : `  ${name}`;
  const margin = displayWidth(gutter(lastLine));
  const { rows, missing } = pointAt(text, source, { columns: page.columns() - margin });
  const blank = lastLine > 1 ? `${' '.repeat(margin - 2)}│ ` : ' '.repeat(margin);
  let lastShown = 0;
  const drawn = rows.flatMap(({ shown, under, line }) => {
    const head = line === lastShown || (lastLine === 1 && lastShown > 0) ? blank : gutter(line);
    lastShown = line;
    return [
      `${page.style.dim(head)}${shown}`,
      ...(under === '' ? [] : [`${page.style.dim(blank)}${page.style.yellow(under)}`]),
    ];
  });
  return missing === 0 ? drawn : [...drawn, `${blank}… and ${missing} more characters`];
}

function renderEffect(effect: ExplainedEffect, page: Page): readonly string[] {
  const { class: effectClass, resource, detail, floor } = effect;
  const paint = colourOfLevel(floor.level, page.style);
  const value = visibleText(resource.value.trim());
  const why = detail === '' || detail === resource.value ? '' : ` (${visibleText(detail)})`;
  const lines = flowText(`${effectClass}  ${resource.kind} ${value}${why}`, { margin: 4, hang: 2, page });
  const name = padEnd('', 4) + paint(effectClass);
  const [first = '', ...rest] = lines;
  const head = first.startsWith(`    ${effectClass}`) ? name + first.slice(4 + effectClass.length) : first;
  return [head, ...rest, ...flowText(notesOf(effect), { margin: 6, page }).map(page.style.dim)];
}

function notesOf(effect: WireEffect & Pick<ExplainedEffect, 'floor'>): string {
  const { floor, marks } = effect;
  const rule = floor.rule.startsWith('effect:') ? '' : `, ${floor.rule}`;
  const notes = [`risk at least ${floor.score} (${floor.level}${rule})`, describeUndoing(effect)];
  return [...notes, ...marks.map(describeMark)].join('; ');
}

function renderScore({ risk }: Explanation, page: Page): readonly string[] {
  const { parts } = risk;
  const floor = Math.max(0, ...parts.filter(({ kind }) => kind === 'floor').map(({ points }) => points));
  const added = parts.filter(({ kind }) => kind !== 'floor');
  const sum = added.reduce((total, { points }) => total + points, 0);
  const width = Math.max(0, ...parts.map(({ rule }) => displayWidth(rule)));
  const lines = parts.flatMap(({ kind, rule, points }) => {
    const head = `${`${kind === 'floor' ? '≥' : '+'}${points}`.padStart(6)}  ${padEnd(visibleText(rule), width)}  `;
    return flowBeside(head, `${kind === 'floor' ? '' : `${kind}: `}${describeScoreRule(rule)}`, page);
  });
  const total = `the greater of the highest floor (${floor}) and the sum of what is added (${sum}), at most 100`;
  return parts.length === 0
    ? ['  nothing adds to it']
    : [...lines, ...flowText(total, { margin: 2, page }).map(page.style.dim)];
}

const SIGNS: { readonly [Outcome in WireGateReport['outcome']]?: string } = {
  pass: '✓',
  'require-approval': '?',
  defer: '…',
  deny: '✗',
};

/** Gates that restrict, or passed by a rule, each with its rule and reason; all others by name. */
function renderGates({ gates }: Explanation, page: Page): readonly string[] {
  const named = (outcome: WireGateReport['outcome']): string =>
    gates
      .filter((gate) => gate.outcome === outcome && !isTold(gate))
      .map(({ gate }) => gate)
      .join(', ');
  const told = gates.filter(isTold).flatMap(({ gate, outcome, rule, reason }) => {
    const by = rule === '' ? '' : ` [${visibleText(rule)}]`;
    const head = `  ${SIGNS[outcome] ?? '·'} ${gate.padEnd(11)} `;
    const paint = outcome === 'deny' ? page.style.red : outcome === 'pass' ? page.style.green : page.style.yellow;
    return flowBeside(head, `${visibleText(reason)}${by}`, page).map(paint);
  });
  const quiet = [
    ['✓ nothing against it:', named('pass')],
    ['· nothing to judge:', named('not-applicable')],
    ['· not asked any more:', named('not-evaluated')],
  ].flatMap(([head = '', names = '']) =>
    names === '' ? [] : flowText(`${head} ${names}`, { margin: 2, hang: 2, page }),
  );
  return [...told, ...quiet.map(page.style.dim)];
}

function isTold({ outcome, rule }: WireGateReport): boolean {
  return (
    outcome === 'deny' || outcome === 'defer' || outcome === 'require-approval' || (outcome === 'pass' && rule !== '')
  );
}

function renderVerdict(
  { verdict, reason, decided_by: by, approval, obligations }: Explanation,
  page: Page,
): readonly string[] {
  const { red, green, yellow, bold } = page.style;
  const paint = verdict === 'deny' ? red : verdict === 'allow' ? green : yellow;
  const says = VERDICT_WORDS[verdict];
  const [first = '', ...rest] = flowText(`${says}: ${visibleText(reason)}`, { margin: 2, page });
  const decided =
    by === null || verdict === 'allow'
      ? []
      : [`decided by: gate ${by.gate}${by.rule === '' ? '' : `, rule ${by.rule}`}`];
  const asked =
    approval === null ? [] : describeTerms(approval).map((text, at) => `${at === 0 ? 'asked: ' : ''}${text}`);
  const kept = obligations.some(({ kind }) => kind === 'checkpoint') ? ['a checkpoint is taken first'] : [];
  return [
    first.startsWith(`  ${says}`) ? `  ${bold(paint(says))}${first.slice(2 + says.length)}` : first,
    ...rest,
    ...[...decided, ...asked, ...kept].flatMap((text) => flowText(visibleText(text), { margin: 2, hang: 2, page })),
  ];
}

function renderInstead({ remedies, alternatives }: Explanation, page: Page): readonly string[] {
  const shown = alternatives.slice(0, MAX_ALTERNATIVES).map(describeAlternative);
  const more = alternatives.length - shown.length;
  const lines = [...remedies.map((remedy) => visibleText(remedy)), ...shown];
  if (more > 0) lines.push(`and ${more} more such parts (--json lists them)`);
  return lines.flatMap((text) => flowText(text, { margin: 2, hang: 2, page }));
}

function describeAlternative({ kind, text, verdict }: ExplainedAlternative): string {
  const part = `\`${visibleText(text.length > 200 ? `${text.slice(0, 200)}…` : text)}\``;
  const would = verdict === 'allow' ? 'it would be allowed' : `it ${VERDICT_WORDS[verdict]}`;
  return kind === 'without' ? `without ${part} ${would}` : `${part} alone would be allowed`;
}
