import { ELSE, NO_DETOUR } from '../../application/refusal-sentences.ts';
import { WAIT } from '../../core/gate/gate-report.ts';
import type { CallVerdict, ToolStanding } from './mcp-gate.ts';
import { answerOf, type RpcAnswer } from './rpc.ts';

/**
 * Every sentence that the proxy says to a model instead of a tool's result.
 *
 * Written for a model that will act on them: what happened, why, what to do instead. What came from a server or a policy is
 * made printable and short first.
 */

const NOT_RUN = 'The call did not reach the tool.';
const MAX_REMEDIES = 5;

/** A tool's result that says why the tool was not called. */
export function refusal(text: string): RpcAnswer {
  return answerOf({ content: [{ type: 'text', text }], isError: true });
}

/** Said when a verdict is anything but allow. */
export function verdictText(verdict: CallVerdict, tool: string): string {
  const name = shown(tool, 100);
  const why = `Why: ${sentence(verdict.reason)}`;
  const instead = insteadText(verdict.remedies);
  switch (verdict.verdict) {
    case 'require-approval':
      return [
        `Countersign is still waiting for a person to answer about this call of ${name}. ${NOT_RUN}`,
        why,
        `Silence is denial, but the request stays open: the user can approve it with "countersign approvals approve ${(verdict.approval ?? '<id>').slice(0, 8)}". Once they have, repeat exactly this call within ten minutes; any change makes it another action.`,
        instead,
      ].join('\n');
    case 'defer':
      return [
        `Countersign holds back this call of ${name} until people are there to look. ${NOT_RUN}`,
        why,
        instead,
        `Do not retry before then. ${ELSE}`,
      ].join('\n');
    case 'allow':
    case 'deny':
      return [
        `Countersign denied this call of ${name}. ${NOT_RUN}`,
        why,
        // Where the question is over, nobody is told to wait for its answer.
        insteadText(verdict.remedies.filter((remedy) => remedy !== WAIT)),
        `${NO_DETOUR} ${ELSE}`,
      ].join('\n');
  }
}

/** Said when the person at the client said no, or closed the question. */
export function declinedText(tool: string): string {
  return `The user was asked about this call of ${shown(tool, 100)} and did not approve it. ${NOT_RUN}\nDo not repeat it. ${ELSE}`;
}

/** Said when somebody answered no on another channel, or the time for an answer was over. */
export function deniedText(tool: string, why: string): string {
  return [
    `Countersign denied this call of ${shown(tool, 100)}. ${NOT_RUN}`,
    `Why: ${sentence(why)}`,
    `${NO_DETOUR} ${ELSE}`,
  ].join('\n');
}

/** Said of a tool that the server does not list. */
export function unlistedText(tool: string): string {
  return `Countersign refused this call: the server lists no tool ${shown(tool, 100)}. ${NOT_RUN}\nInstead: call a tool from the list of tools, by its exact name.`;
}

/** Said of a tool whose listing differs from the accepted one, or that the operator does not want. */
export function quarantinedText({ name, standing }: ToolStanding): string {
  const found =
    standing === 'changed'
      ? 'its description or schema is no longer the one that the operator accepted'
      : 'the operator does not want it';
  return `Countersign refused this call of ${shown(name, 100)}: ${found}. ${NOT_RUN}\nInstead: tell the user that this tool is held back; "countersign tools" shows what changed. ${ELSE}`;
}

/** Said when the gateway could not be asked. */
export function unreachableText(reason: string): string {
  return [
    `Countersign could not decide about this call, so it counts as denied. ${NOT_RUN}`,
    `Why: ${sentence(reason)}`,
    'This is not about the call itself, so changing it will not help. Tell the user: start the gateway with "countersign up"; "countersign doctor" finds out what is wrong.',
  ].join('\n');
}

/** Said instead of a result that is too large to hand on. */
export function tooLargeText({
  sizeBytes,
  maxBytes,
}: {
  readonly sizeBytes: number;
  readonly maxBytes: number;
}): string {
  return `Countersign held back the result of this call: it has ${sizeBytes} bytes, at most ${maxBytes} are handed on. The call did run. Ask for less at a time, for example a range, a filter or a page.`;
}

/** The line of progress that keeps a client waiting while people look. */
export const WAITING_TEXT = 'Countersign: waiting for a person to answer';

/** The same for a call that the gateway carries out itself. */
export const WORKING_TEXT = 'Countersign: in work, or waiting for a person to answer';

/** The question of the form that a client shows to its user. */
export const APPROVE_LABEL = 'Let this call run';

function insteadText(remedies: readonly string[]): string {
  const listed = remedies.slice(0, MAX_REMEDIES).map(sentence);
  return `Instead: ${listed.length === 0 ? ELSE : listed.join(' ')}`;
}

/** One sentence, printable, with a stop at its end. */
export function sentence(text: string): string {
  const printed = shown(text.trim(), 1_000);
  return /[.!?…]$/.test(printed) ? printed : `${printed}.`;
}

/** Without control and format characters, and not longer than `length`. */
export function shown(text: string, length: number): string {
  const printed = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return printed.length > length ? `${printed.slice(0, length - 1)}…` : printed;
}
