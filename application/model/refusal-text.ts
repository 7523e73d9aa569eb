import type { GateReport } from '../../core/decision.ts';
import { printable } from '../../core/output/printable.ts';
import type { Authorization } from '../gateway.ts';
import { ELSE, NO_DETOUR } from '../refusal-sentences.ts';

/**
 * Every sentence that stands in the place of a call that did not go on.
 *
 * The model reads it as its own turn's text: it says what happened, why, and what to do instead. What is repeated from a call or a
 * policy is made printable first.
 */

const NOT_RUN = 'The call did not run.';

/** Said of a call that was decided and does not go on. */
export function refusedText(answer: Authorization, tool: string): string {
  const { decision } = answer;
  const rule = ruleOf(decision.gates);
  const why = `Why: ${sentence(decision.reason)}${rule === '' ? '' : ` Rule: ${printable(rule, 200)}.`} Risk: ${decision.risk.level} (${decision.risk.score} of 100).`;
  const remedies = decision.remedies.slice(0, 5).map(sentence).join(' ');
  const instead = `Instead: ${remedies === '' ? ELSE : remedies}`;
  const end = waitsForPerson(answer) ? lateText(answer) : `${NO_DETOUR} ${ELSE}`;
  return [`[${happened(answer, tool)} ${NOT_RUN}`, why, instead, `${end}]`].join('\n');
}

function waitsForPerson({ verdict, approval }: Authorization): boolean {
  return verdict === 'require-approval' || approval?.request.status === 'timed-out';
}

function happened(answer: Authorization, tool: string): string {
  const name = printable(tool, 100);
  if (answer.approval?.request.status === 'timed-out')
    return `Countersign asked a person about the call of ${name} and nobody answered in time.`;
  if (answer.verdict === 'require-approval')
    return `Countersign is still waiting for a person to answer about the call of ${name}.`;
  if (answer.verdict === 'defer') return `Countersign holds back the call of ${name} until people are there to look.`;
  return `Countersign denied the call of ${name}.`;
}

function lateText({ approval }: Authorization): string {
  const id = approval === null ? '<id>' : approval.request.id.slice(0, 8);
  return (
    `Silence is denial, but the request stays open: the user can approve it late with "countersign approvals approve ${id}". ` +
    'Once they have, repeat exactly this call within ten minutes; it is let through once. Do not repeat it before.'
  );
}

/** Said of a call whose arguments cannot be read in one way only. */
export function unreadableText(tool: string): string {
  return `[Countersign refused the call of ${printable(tool, 100)}: its arguments were cut short, or are not one JSON object with each key once. ${NOT_RUN} Propose it again, whole.]`;
}

/** Said of a call that another call of the same turn could change the meaning of. */
export function inTurnText(tool: string): string {
  return `[Countersign held back the call of ${printable(tool, 100)}: another call of this turn changes what it touches, so it is decided after that one has run. ${NOT_RUN} Propose it again in your next turn.]`;
}

/** Said of every call of a turn that was the same several times in a row. */
export function loopText(tool: string): string {
  return `[Countersign stopped the call of ${printable(tool, 100)}: this turn asks for exactly the same calls as the turns before it, and they were answered. ${NOT_RUN} Doing the same again will not help: do something else, or tell the user what you are stuck on.]`;
}

/** Said of calls beyond what is decided in one turn. */
export function tooManyText(tool: string, limit: number): string {
  return `[Countersign decides at most ${limit} calls of one turn, and the call of ${printable(tool, 100)} is beyond them. ${NOT_RUN} Propose it again in your next turn.]`;
}

/** Said of every call of a turn when something failed on the way to a decision. */
export function failedText(reason: string): string {
  return `[Countersign could not decide about this call, so it counts as denied: ${sentence(reason)} ${NOT_RUN} This is not about the call itself. Tell the user: "countersign doctor" finds out what is wrong.]`;
}

function sentence(text: string): string {
  const shown = printable(text.trim());
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

function ruleOf(gates: readonly GateReport[]): string {
  for (const outcome of ['deny', 'defer', 'require-approval'] as const) {
    const found = gates.find((gate) => gate.outcome === outcome);
    if (found !== undefined) return found.rule;
  }
  return '';
}
