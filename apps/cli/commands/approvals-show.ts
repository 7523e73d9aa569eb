import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { describeEnd } from '../watch/describe-request.ts';
import { renderExplanation, renderRequest } from '../watch/render-request.ts';

/** Shows one request in full. */
export const approvalsShow: Command = {
  path: ['approvals', 'show'],
  summary: 'show a request in full: what would run, why it is asked, what it would do',
  operands: [{ name: 'id', summary: 'the id, or its first characters', required: true, completes: 'approval' }],
  options: [{ name: 'explain', value: null, summary: 'show every gate and every part of the score too' }],
  examples: [{ line: 'countersign approvals show 4k7q', does: 'by the first characters of its id' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const approval = await connectGateway(context).client.findApproval(invocation.operand('id') ?? '');
    if (invocation.json) terminal.json(approval);
    else {
      terminal.out(renderRequest(approval, terminal));
      if (invocation.flag('explain')) terminal.out(renderExplanation(approval, terminal));
      if (approval.status !== 'pending') terminal.out(`  ${describeEnd(approval)}`);
    }
    return EXIT.ok;
  },
};
