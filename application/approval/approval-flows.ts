import { refusedOnRecord } from '../approver/refused-on-record.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { reportReviewers } from '../reviewer/reviewer-report.ts';
import { answerApproval, findRequest, showRequest } from './answer-approval.ts';
import { promptOf } from './prompt-of.ts';
import { QuestionDesk } from './question-desk.ts';

type Part<Names extends keyof Gateway> = Pick<Gateway, Names>;

type Shown = 'listApprovals' | 'listRequests' | 'showRequest' | 'followRequest' | 'findApproval' | 'awaitApproval';

/** The flows about requests and answers to them. */
export function approvalFlows(context: FlowContext): Part<Shown | 'answerApproval' | 'promptOf' | 'listReviewers'> {
  const listRequests: Gateway['listRequests'] = async (query) => {
    if (query.after !== undefined && query.after !== null) await requireRequest(context, query.after);
    return context.ports.stores.approvals.list(query);
  };
  return {
    listRequests,
    showRequest: (request) => showRequest(context, request),
    followRequest: async (idOrPrefix, wait) => {
      const request = await findRequest(context, idOrPrefix);
      return wait === null ? request : context.approvals.await(request, wait);
    },
    listApprovals: async (query) =>
      Promise.all((await listRequests(query)).map((request) => showRequest(context, request))),
    findApproval: async (idOrPrefix) => showRequest(context, await findRequest(context, idOrPrefix)),
    awaitApproval: async (idOrPrefix, wait) => {
      const request = await findRequest(context, idOrPrefix);
      return showRequest(context, await context.approvals.await(request, wait));
    },
    answerApproval: (caller, input) =>
      refusedOnRecord(context, { caller, ...input }, () => answerApproval(context, caller, input)),
    promptOf: (view) => promptOf(context, view),
    listReviewers: () => reportReviewers(context.ports.stores.ledger, context.reviews),
  };
}

/** The flows about questions at the client that made a call. */
export function questionFlows(context: FlowContext): Part<'openQuestion' | 'answerQuestion'> {
  const questions = new QuestionDesk(context);
  return {
    openQuestion: (caller, { approval, session }) => questions.open(caller, approval, session),
    answerQuestion: (caller, answer) => questions.answer(caller, answer),
  };
}

async function requireRequest({ ports }: FlowContext, id: string): Promise<void> {
  if ((await ports.stores.approvals.find(id)) !== null) return;
  throw new GatewayError(
    'approval.unknown',
    `list approvals after ${JSON.stringify(id.slice(0, 32))}: there is none, want the whole id of the page's last`,
  );
}
