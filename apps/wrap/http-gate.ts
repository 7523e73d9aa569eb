import type { CallVerdict, McpGate, OpenQuestion, RequestStanding, ToolStanding } from '../../ingress/mcp/mcp-gate.ts';
import { toolReference } from '../../ingress/mcp/namespace.ts';
import { outcomeOfFailure } from '../../ingress/mcp/own-tools/own-act.ts';
import { standingOf } from '../../ingress/mcp/request-standing.ts';
import { CountersignError } from '../../sdk/error.ts';
import { expectDecision, expectFields } from '../../sdk/read-answer.ts';
import type { WireActRequest, WireDecideRequest, WireOutcomeRequest } from '../../sdk/wire.ts';
import type { GateConnection } from './gate-connection.ts';
import { readOwnOutcome } from './read-own-outcome.ts';

const STANDINGS: readonly ToolStanding['standing'][] = ['vouched', 'new', 'changed', 'refused'];

/** How long a change may take that is checked afterwards, or a check: the longest that a policy may let one run. */
const WORK_MS = 3_600_000;

/** The gate of a gateway behind HTTP. What does not answer as promised raises; nothing is let through by it. */
export function createHttpGate({ post, get }: GateConnection): McpGate {
  return {
    noteTools: async (server, tools) => readStandings(await post('/v1/tools', { server, tools })),
    decide: async ({ signal, waitMs, server, tool, digest, callId, ...call }) => {
      const body: WireDecideRequest = {
        ...call,
        surface: 'mcp',
        tool: toolReference({ server, tool, digest }),
        call_id: callId,
        wait_ms: waitMs,
      };
      return readVerdict(await post('/v1/decide', body, { waitMs, signal }));
    },
    awaitPeople: async (approval, wait) =>
      readStanding(await get(`/v1/approvals/${encodeURIComponent(approval)}?wait_ms=${wait.waitMs}`, wait)),
    openQuestion: async (approval, session) => readQuestion(await post('/v1/questions', { approval, session })),
    answerQuestion: async ({ requestState, session, action }) => {
      try {
        const answer = await post('/v1/questions/answer', { request_state: requestState, session, action });
        return (expectFields(answer, 'approved') as { readonly approved: unknown }).approved === true;
      } catch (error) {
        if (error instanceof CountersignError && error.code === 'question.refused') return false;
        throw error;
      }
    },
    act: async ({ signal, waitMs, ...call }) => {
      const body: WireActRequest = { ...call, surface: 'mcp', wait_ms: waitMs };
      try {
        return readOwnOutcome(await post('/v1/act', body, { waitMs: waitMs + WORK_MS, signal }));
      } catch (error) {
        const outcome = error instanceof CountersignError ? outcomeOfFailure(error) : null;
        if (outcome === null) throw error;
        return outcome;
      }
    },
    reportOutcome: async ({ actionId, result, error, durationMs, response }) => {
      const body: WireOutcomeRequest = { action_id: actionId, result, error, duration_ms: durationMs, response };
      await post('/v1/outcome', body);
    },
  };
}

function readVerdict(body: unknown): CallVerdict {
  const { verdict, action_id: actionId, reason, remedies, approval } = expectDecision(body);
  return { verdict, actionId, reason, remedies, approval: approval?.id ?? null };
}

function readStandings(body: unknown): readonly ToolStanding[] {
  const { tools } = expectFields(body, 'tools') as { readonly tools: unknown };
  if (!Array.isArray(tools)) throw new TypeError('read the standings: want a list');
  return tools.map((tool: unknown) => {
    const read = expectFields(tool, 'name,digest,standing,warnings,withheld') as ToolStanding;
    const { name, digest, standing, warnings, withheld } = read;
    const sound = typeof name === 'string' && typeof digest === 'string' && typeof withheld === 'boolean';
    if (!sound || !STANDINGS.includes(standing))
      throw new TypeError('read the standings: want a name, a digest and a standing for each tool');
    return { name, digest, standing, warnings, withheld };
  });
}

function readStanding(body: unknown): RequestStanding {
  const { status, answers } = expectFields(body, 'status,answers') as {
    readonly status: unknown;
    readonly answers: unknown;
  };
  if (typeof status !== 'string' || !Array.isArray(answers))
    throw new TypeError('read a request for approval: want a status and answers');
  const given = answers.map((one: unknown) => {
    const { answer, approver, note } = expectFields(one, 'answer,approver,note') as {
      readonly [name: string]: unknown;
    };
    return { answer: String(answer), approver: String(approver), note: String(note) };
  });
  return standingOf({ status, answers: given });
}

function readQuestion(body: unknown): OpenQuestion | null {
  const { question } = expectFields(body, 'question') as { readonly question: unknown };
  if (question === null) return null;
  const read = expectFields(question, 'request_state,message,expires_at_ms') as { readonly [field: string]: unknown };
  const { request_state: requestState, message, expires_at_ms: expiresAtMs } = read;
  if (typeof requestState === 'string' && typeof message === 'string' && typeof expiresAtMs === 'number') {
    return { requestState, message, expiresAtMs };
  }
  throw new TypeError('read the question: want a state, a message and a time');
}
