import type { JsonObject } from '../../../core/encoding/json.ts';
import { answerOf, type RpcAnswer } from '../rpc.ts';
import { sentence, shown } from '../texts.ts';
import type { OwnToolOutcome } from './own-act.ts';

/** Longest line about one problem, in characters; of a path, a finding and a wish together. */
const MAX_LINE = 1_000;
const NOT_DONE = 'Nothing was changed.';
const MEND = 'Mend every problem that is listed, and send the whole call again.';

/** The answer to a call of the gateway's own tools: text for the model, and the same as `structuredContent`. */
export function ownAnswer(tool: string, outcome: OwnToolOutcome): RpcAnswer {
  const text = outcome.isDone ? outcome.text : refusalText(tool, outcome);
  return answerOf({
    content: [{ type: 'text', text }],
    structuredContent: structured(outcome, text),
    ...(outcome.isDone ? {} : { isError: true }),
  });
}

function structured(
  { isDone, verdict, actionId, approval, problems, detail }: OwnToolOutcome,
  text: string,
): JsonObject {
  return {
    is_done: isDone,
    text,
    verdict,
    action_id: actionId,
    approval,
    problems: problems.map(({ path, found, wanted }) => ({ path, found, wanted })),
    detail,
  };
}

/** Why nothing was done, every problem in a line of its own, and what to do now. */
function refusalText(tool: string, { verdict, text, problems, remedies, approval }: OwnToolOutcome): string {
  if (verdict === 'allow') return text;
  if (verdict !== null) return [text, ...approvalLine(approval)].join('\n');
  const listed = problems.map(({ path, found, wanted }) =>
    shown(`- ${path}: found ${found}, want ${wanted}`, MAX_LINE),
  );
  const why = listed.length === 0 ? [`Why: ${sentence(text)}`] : listed;
  const instead = remedies.length === 0 ? [MEND] : remedies.map(sentence);
  return [`Countersign refused this call of ${tool}, whole. ${NOT_DONE}`, ...why, `Instead: ${instead.join(' ')}`].join(
    '\n',
  );
}

function approvalLine(approval: string | null): readonly string[] {
  if (approval === null) return [];
  const command = `countersign approvals approve ${approval.slice(0, 8)}`;
  return [
    `The user can approve it with "${command}". Once they have, repeat exactly this call within ten minutes; any change makes it another one.`,
  ];
}
