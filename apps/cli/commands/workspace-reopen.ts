import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WireReopened } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { mayChange, YES_OPTION } from '../workspace/look-then-change.ts';

/** Opens a closed workspace again. */
export const workspaceReopen: Command = {
  path: ['workspace', 'reopen'],
  summary: 'let the gateway write again to a workspace that it closed',
  details: [
    'A change that failed, and could not be undone either, closes its workspace: `countersign status` names it and says why. Look at the files first, and put right what is wrong: `countersign checkpoint list` shows what they were.',
    'Then the change is finished or undone where that is possible after all; else the files are taken as they stand.',
  ],
  operands: [
    {
      name: 'path',
      summary: 'the workspace, as `countersign status` names it',
      required: true,
      completes: 'directory',
    },
  ],
  options: [YES_OPTION],
  examples: [{ line: 'countersign workspace reopen .', does: 'after you looked at what stands here' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const wanted = resolve(context.environment.workDir, invocation.operand('path') ?? '');
    // The folder may be gone: then the gateway knows it by this name.
    const root = existsSync(wanted) ? realpathSync(wanted) : wanted;
    const question = `Take ${visibleText(root)} as it stands, and let the gateway write to it again?`;
    if (!(await mayChange(question, { invocation, context }))) return EXIT.notOk;
    const reopened = await connectGateway(context).client.checkpoints.reopen({ root });
    if (invocation.json) terminal.json(reopened);
    else terminal.out(`${terminal.style.green('✓')} ${visibleText(reopened.root)} ${SAID[reopened.result]}`);
    return EXIT.ok;
  },
};

const SAID: { readonly [Result in WireReopened['result']]: string } = {
  open: 'was not closed',
  finished: 'is open; the change that had closed it is finished',
  undone: 'is open; the change that had closed it is undone',
  'as-they-stand': 'is open; the files are taken as they stand',
};
