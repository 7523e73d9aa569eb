import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { describeEnd } from '../watch/describe-request.ts';
import { renderExplanation, renderRequest } from '../watch/render-request.ts';

/** Shows one request in full. */
export const approvalsShow: Command = {
  path: ['approvals', 'show'],
  summary: 'show one request in full: what is asked, why, and who answered',
  operands: [{ name: 'id', summary: 'an id or its first four characters or more', required: true, completes: 'approval' }],
  examples: [{ line: 'countersign approvals show 7k2m', does: 'everything an approver must know' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const approval = await connectGateway(context).client.findApproval(invocation.operand('id') ?? '');
    if (invocation.json) terminal.json(approval);
    else {
      terminal.out(renderRequest(approval, terminal));
      terminal.out(renderExplanation(approval, terminal));
      terminal.out(`  ${terminal.style.bold('status')}  ${describeEnd(approval)}`);
    }
    return EXIT.ok;
  },
};
