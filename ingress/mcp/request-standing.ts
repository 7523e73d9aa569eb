import type { RequestStanding } from './mcp-gate.ts';

/** What of an approval request says how it stands, in the gateway and on the wire. */
type StandingRequest = {
  readonly status: string;
  readonly answers: readonly { readonly answer: string; readonly approver: string; readonly note: string }[];
};

/** How a request stands for a call that waits for it. Whatever is neither waited for nor approved is over. */
export function standingOf({ status, answers }: StandingRequest): RequestStanding {
  if (status === 'pending' || status === 'approved') return { state: status, why: '' };
  const denial = answers.find(({ answer }) => answer === 'deny');
  if (denial === undefined) return { state: 'over', why: `the request for approval is ${status}` };
  const note = denial.note === '' ? '' : `: ${denial.note}`;
  return { state: 'over', why: `denied by ${denial.approver}${note}` };
}
