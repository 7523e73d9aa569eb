import type { Authorization } from '../../application/gateway.ts';
import { ELSE, NO_DETOUR } from '../../application/refusal-sentences.ts';
import type { GateReport } from '../../core/decision.ts';
import { WAIT } from '../../core/gate/gate-report.ts';
import { printable } from '../../core/output/printable.ts';

/**
 * Every sentence that this hook says, to the model and to the user who watches it.
 *
 * Written for a model that will act on them: what happened, why, what to do instead, and that going round is pointless.
 * Whatever is repeated from a call, a policy or a person is escaped first.
 */

const NOT_RUN = 'The call did not run.';

/** Said on an allow; people see it, the model does not. */
export function allowedText({ decision, logIndex }: Authorization): string {
  return `Countersign: allowed (risk ${decision.risk.level} ${decision.risk.score}, log entry ${logIndex}).`;
}

/** Said when a call was refused by rule or by a person: deny, deferral, no answer in time, or none yet. */
export function refusedText(answer: Authorization, tool: string): string {
  if (answer.approval?.request.status === 'timed-out') return unansweredText(answer, tool);
  if (answer.verdict === 'require-approval') return pendingText(answer, tool);
  if (answer.verdict === 'defer') return deferredText(answer, tool);
  const lines = [`Countersign denied this call of ${printable(tool, 100)}. ${NOT_RUN}`, whyText(answer)];
  const instead = insteadText(answer, 'answered');
  return [...lines, instead, instead.includes(ELSE) || tellsToStop(answer) ? NO_DETOUR : `${NO_DETOUR} ${ELSE}`].join(
    '\n',
  );
}

/** Where the whole run is stopped there is nothing to go on with. */
function tellsToStop({ decision }: Authorization): boolean {
  return decision.remedies.some((remedy) => remedy.startsWith('Stop '));
}

function unansweredText(answer: Authorization, tool: string): string {
  const first = `Countersign asked a person about this call of ${printable(tool, 100)} and nobody answered in time. ${NOT_RUN}`;
  return [first, whyText(answer), lateText(answer), insteadText(answer, 'answered')].join('\n');
}

function pendingText(answer: Authorization, tool: string): string {
  const first = `Countersign is still waiting for a person to answer about this call of ${printable(tool, 100)}. ${NOT_RUN}`;
  return [first, whyText(answer), lateText(answer), insteadText(answer)].join('\n');
}

function deferredText(answer: Authorization, tool: string): string {
  const first = `Countersign holds back this call of ${printable(tool, 100)} until people are there to look. ${NOT_RUN}`;
  return [first, whyText(answer), insteadText(answer), `Do not retry before then. ${ELSE}`].join('\n');
}

/** How a person can still say yes, and what the model must then do. */
function lateText({ approval }: Authorization): string {
  const id = approval === null ? '<id>' : approval.request.id.slice(0, 8);
  return (
    `Silence is denial, but the request stays open: the user can approve it late with "countersign approvals approve ${id}". ` +
    'Once they have, repeat exactly this call within ten minutes; it is let through once. Any change makes it another action. ' +
    'Do not repeat it before.'
  );
}

function whyText({ decision }: Authorization): string {
  const gate = decidingGate(decision.gates);
  const rule = gate === null ? '' : ` Rule: ${printable(gate.rule, 200)}.`;
  const risk = ` Risk: ${decision.risk.level} (${decision.risk.score} of 100).`;
  return `Why: ${sentence(decision.reason)}${rule}${risk}`;
}

/** What to do instead. Where the question is over, nobody is told to wait for its answer. */
function insteadText({ decision }: Authorization, question: 'open' | 'answered' = 'open'): string {
  const fitting = question === 'open' ? decision.remedies : decision.remedies.filter((remedy) => remedy !== WAIT);
  const remedies = fitting.slice(0, 5).map((remedy) => sentence(remedy));
  return remedies.length === 0 ? `Instead: ${ELSE}` : `Instead: ${remedies.join(' ')}`;
}

function decidingGate(gates: readonly GateReport[]): GateReport | null {
  for (const outcome of ['deny', 'defer', 'require-approval'] as const) {
    const found = gates.find((gate) => gate.outcome === outcome);
    if (found !== undefined) return found;
  }
  return null;
}

function sentence(text: string): string {
  const shown = printable(text.trim());
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

/** Said instead of an answer when something failed on the way to one. `reason` names what. */
export function failedText(reason: string, remedies: readonly string[] = []): string {
  const help = remedies.length === 0 ? '' : ` It may help to: ${remedies.slice(0, 3).map(sentence).join(' ')}`;
  return [
    `Countersign could not decide about this, so it counts as denied. ${NOT_RUN}`,
    `Why: ${sentence(reason)}${help}`,
    'This is not about the call itself, so changing it will not help. Tell the user: "countersign doctor" finds out what is wrong.',
  ].join('\n');
}

/** Said to the user when a notice, not a call, could not be recorded. Nothing is blocked by it. */
export function unrecordedText(event: string, reason: string): string {
  return `Countersign could not record ${printable(event, 64)}: ${sentence(reason)} Run: countersign doctor`;
}

/** Said when the agent sent an event that this version does not know. */
export function unknownEventText(event: string): string {
  return `read the hook's input: found the event ${printable(JSON.stringify(event), 80)}, want one this version knows`;
}

/** Said to the user in shadow mode when a call would have been stopped. */
export function shadowText({ decision }: Authorization, tool: string): string {
  const would = { allow: 'allow', deny: 'deny', defer: 'hold back', 'require-approval': 'ask about' }[decision.verdict];
  return `Countersign (shadow mode) would ${would} this call of ${printable(tool, 100)}: ${sentence(decision.reason)}`;
}

/** Told to the model when its user may be in a crisis. Support was shown already, by the gateway and in fixed words. */
export const CRISIS_CONTEXT = [
  'The user may be in a crisis. Countersign has shown them who listens in their country; do not repeat numbers from memory.',
  'Be kind, stay with them, and ask whether they are safe. Give no method of harm.',
  'Contacting anybody, sharing anything about them, ending the conversation and promising follow-up are decisions of a person.',
].join(' ');

/** Told to the model once, when a session begins. */
export const SESSION_CONTEXT = [
  'Tool calls in this session are checked by Countersign before they run; some wait for a person.',
  'A denied call says why and what to do instead. Take that route, or ask the user; do not try the same effect another way.',
].join(' ');
