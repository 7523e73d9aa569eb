import type { OwnToolOutcome } from '../../ingress/mcp/own-tools/own-act.ts';
import { expectFields } from '../../sdk/read-answer.ts';
import type { WireActResponse, WireJsonObject, WireVerdict } from '../../sdk/wire.ts';

const VERDICTS: readonly WireVerdict[] = ['allow', 'require-approval', 'defer', 'deny'];

/** Reads what became of a call of the gateway's own tools. Raises where the answer is not what `POST /v1/act` promises. */
export function readOwnOutcome(body: unknown): OwnToolOutcome {
  const fields = 'verdict,is_done,text,detail,action_id,approval';
  const read = expectFields(body, fields) as { readonly [Field in keyof WireActResponse]: unknown };
  const { is_done: isDone, text, detail, action_id: actionId, approval } = read;
  const verdict = VERDICTS.find((known) => known === read.verdict);
  if (verdict === undefined || typeof isDone !== 'boolean' || typeof text !== 'string' || !isObject(detail))
    throw new TypeError('read what became of a call: want a verdict, whether it is done, a text and details');
  const open = isObject(approval) && approval['status'] === 'pending' ? approval['id'] : null;
  return {
    verdict,
    isDone,
    text,
    detail,
    actionId: typeof actionId === 'string' ? actionId : null,
    approval: typeof open === 'string' ? open : null,
    problems: [],
    remedies: [],
  };
}

function isObject(value: unknown): value is WireJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
