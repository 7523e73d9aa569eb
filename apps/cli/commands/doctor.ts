import type { Command } from '../command.ts';
import { examine, scoreOf } from '../doctor/checks.ts';
import { EXIT } from '../exit-code.ts';

/** From here on only what cannot be mended yet, or a missing witness, is left. */
const GOOD_SCORE = 80;

/** Says what is enforced, what is not, and why. */
export const doctor: Command = {
  path: ['doctor'],
  summary: 'say what is enforced on this machine, what is not, and why',
  details: [`Scores 0 to 100 and ends with 0 from ${GOOD_SCORE} on, with 1 below. Changes nothing.`],
  examples: [{ line: 'countersign doctor', does: 'look at the gateway, the hooks and the files' }],
  run: async (invocation, context) => {
    const findings = await examine(context);
    const score = scoreOf(findings);
    const { terminal } = context;
    if (invocation.json) terminal.json({ score, findings });
    else {
      for (const { name, ok, points, found, fix } of findings) {
        terminal.out(
          `${ok ? terminal.style.green('✓') : terminal.style.red('✗')} ${name.padEnd(14)} ${found}${ok ? '' : terminal.style.dim(` (−${points})`)}`,
        );
        if (fix !== '') terminal.out(`  ${' '.repeat(14)} ${terminal.style.cyan(fix)}`);
      }
      terminal.out(`\n${terminal.style.bold(`Enforcement score ${score} of 100`)}`);
    }
    return score >= GOOD_SCORE ? EXIT.ok : EXIT.notOk;
  },
};
