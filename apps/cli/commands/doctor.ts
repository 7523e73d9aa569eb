import type { Command, Context } from '../command.ts';
import { type Finding, scoreOf } from '../doctor/finding.ts';
import { EXIT } from '../exit-code.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { wrapWords } from '../terminal/wrap-text.ts';

/** From here on only what cannot be mended yet, or a missing witness, is left. */
const GOOD_SCORE = 80;

/** Says what is enforced, what is not, and why. */
export const doctor: Command = {
  path: ['doctor'],
  summary: 'say what is enforced on this machine, what is not, and why',
  details: [
    `Scores 0 to 100 and ends with 0 from ${GOOD_SCORE} on, with 1 below. Changes nothing. What is not enforced is said as it is, also where nothing can be done about it yet.`,
  ],
  examples: [
    { line: 'countersign doctor', does: 'look at the gateway, the log, the hooks, the MCP servers and the files' },
  ],
  run: async (invocation, context) => {
    // Loaded only here: it brings readers of every kind of settings along, and most commands should start fast.
    const { examine } = await import('../doctor/examine.ts');
    const findings = await examine(context);
    const score = scoreOf(findings);
    if (invocation.json) context.terminal.json({ score, good_from: GOOD_SCORE, findings });
    else show(findings, { score, context });
    return score >= GOOD_SCORE ? EXIT.ok : EXIT.notOk;
  },
};

const NAME_WIDTH = 14;

function show(
  findings: readonly Finding[],
  { score, context }: { readonly score: number; readonly context: Context },
): void {
  const { style, out, columns } = context.terminal;
  const width = Math.max(NAME_WIDTH, ...findings.map(({ name }) => name.length + 1));
  const indent = ' '.repeat(width + 2);
  for (const { name, ok, points, found, fix } of findings) {
    const sign = ok ? style.green('✓') : style.red('✗');
    const lines = wrapWords(visibleText(found), { columns: columns() - indent.length - 8 }).split('\n');
    const lost = ok ? '' : style.dim(`  −${points}`);
    out(`${sign} ${name.padEnd(width)}${lines.join(`\n${indent}`)}${lost}`);
    if (fix !== '') out(`${indent}${style.dim('next:')} ${style.cyan(fix)}`);
  }
  const paint = score >= GOOD_SCORE ? style.green : style.red;
  out(`\n${style.bold('enforced')}  ${paint(style.bold(String(score)))} of 100`);
}
