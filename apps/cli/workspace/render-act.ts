import type { WireActResponse } from '../../../sdk/wire.ts';
import { flowBeside, flowText } from '../terminal/flow-text.ts';
import { padEnd } from '../terminal/render-table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { colourOfLevel } from '../watch/describe-request.ts';
import { type ActDetail, readActDetail, type ScorePart } from './read-detail.ts';
import { countChanges, renderChanges } from './render-changes.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** What of the answer to a change is for people: the paths, the scores with what they come from, the checks, the verdict. */
export function renderAct(
  answer: WireActResponse,
  { workspace, isDry, page }: { readonly workspace: string; readonly isDry: boolean; readonly page: Page },
): string {
  const detail = readActDetail(answer.detail);
  const { bold } = page.style;
  const done = answer.is_done ? 'Changed' : isDry ? 'Would change' : 'Not changed';
  const quality = detail.quality === null ? 'none: a diff comes without a plan' : `${detail.quality} of 1`;
  return [
    `${bold(`${done} in ${visibleText(workspace)}`)}: ${countChanges(detail.changes)}`,
    ...renderChanges(detail.changes, page),
    ...(answer.decision === null
      ? []
      : [...renderRisk(answer.decision, detail, page), `${bold('Quality')} ${quality}`]),
    ...renderParts(detail.qualityDimensions, page),
    ...renderClass(detail, page),
    ...renderChecks(detail, page),
    ...renderVerdict(answer, { isDry, page }),
  ].join('\n');
}

function renderRisk(
  { risk: { score, level } }: NonNullable<WireActResponse['decision']>,
  { planPoints, riskFactors }: ActDetail,
  page: Page,
): readonly string[] {
  const { bold, dim } = page.style;
  const points = planPoints === null ? '' : dim(`; the change itself has ${planPoints} points`);
  return [
    `${bold('Risk')} ${colourOfLevel(level, page.style)(`${score} of 100, ${level}`)}${points}`,
    ...renderParts(riskFactors, page),
  ];
}

/** One line a part, and what it comes from below it. */
function renderParts(parts: readonly ScorePart[], page: Page): readonly string[] {
  const width = Math.max(0, ...parts.map(({ name }) => name.length));
  return parts.flatMap(({ name, value, most, evidence }) => {
    const head = `${`${value}`.padStart(5)} of ${`${most}`.padEnd(3)} ${padEnd(visibleText(name), width)}  `;
    const [first = '', ...rest] = evidence.map((text) => visibleText(text));
    const indent = ' '.repeat(head.length);
    return [...flowBeside(head, first, page), ...rest.flatMap((text) => flowBeside(indent, text, page))].map((line) =>
      line.trimEnd(),
    );
  });
}

function renderClass({ class: planClass, classReasons }: ActDetail, page: Page): readonly string[] {
  if (planClass === null) return [];
  const paint = planClass === 'ordinary' ? page.style.green : page.style.yellow;
  return [
    `${page.style.bold('Class')} ${paint(visibleText(planClass))}`,
    ...classReasons.flatMap((reason) => flowText(visibleText(reason), { margin: 2, hang: 2, page })),
  ];
}

function renderChecks({ checks }: ActDetail, page: Page): readonly string[] {
  if (checks.length === 0) return [];
  const { bold, green, yellow } = page.style;
  return [
    bold('Checks'),
    ...checks.flatMap(({ name, status, detail }) => {
      const paint = status === 'passed' ? green : yellow;
      const why = detail === '' ? '' : `: ${visibleText(detail)}`;
      return flowText(`${visibleText(name)} ${visibleText(status)}${why}`, { margin: 2, hang: 2, page }).map(paint);
    }),
  ];
}

const PAST: { readonly [Verdict in WireActResponse['verdict']]: string } = {
  allow: 'allowed',
  'require-approval': 'a person must approve it',
  defer: 'it waits until the attendance window opens',
  deny: 'denied',
};

function renderVerdict(
  { verdict, is_done: isDone, decision, text }: WireActResponse,
  { isDry, page }: { readonly isDry: boolean; readonly page: Page },
): readonly string[] {
  const { bold, green, yellow, red } = page.style;
  const paint = verdict === 'deny' ? red : verdict === 'allow' ? green : yellow;
  const says = isDry && verdict === 'allow' ? 'would be allowed' : PAST[verdict];
  const reason = decision === null ? '' : `: ${visibleText(decision.reason)}`;
  // What became of an allowed change is the gateway's to say: verified, to be mended, or taken back.
  const became = verdict === 'allow' && !isDry ? flowText(visibleText(text), { margin: 2, hang: 2, page }) : [];
  const isFailed = verdict === 'allow' && !isDone && !isDry;
  const [first = '', ...rest] = flowBeside(`${bold('Verdict')} `, `${says}${reason}`, page);
  return [paintSays(first, { says, paint }), ...rest, ...(isFailed ? became.map(red) : became)];
}

function paintSays(
  line: string,
  { says, paint }: { readonly says: string; readonly paint: (text: string) => string },
): string {
  const at = line.indexOf(says);
  return at < 0 ? line : `${line.slice(0, at)}${paint(says)}${line.slice(at + says.length)}`;
}
