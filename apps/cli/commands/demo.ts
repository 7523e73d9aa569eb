import type { Command } from '../command.ts';
import { openDemoGateway } from '../demo/demo-gateway.ts';
import { playDemo } from '../demo/play-demo.ts';

/** Shows everything, without an agent. */
export const demo: Command = {
  path: ['demo'],
  summary: 'see it work in ten seconds: a scripted agent, a real gateway, a real log',
  details: [
    'Starts a gateway of its own in a temporary directory and lets a scripted agent work through the real hook endpoint: a read, a write, a shell line that you are asked about, the same line again, and one that nobody can approve. Then the log is verified and every verdict derived again.',
    'Where no person sits at a terminal, the demo answers with its own key and says so. Nothing of yours is touched, and everything is removed at the end.',
  ],
  examples: [
    { line: 'countersign demo', does: 'watch, and answer when you are asked' },
    { line: 'countersign demo --json', does: 'the same for a program' },
  ],
  run: async (invocation, context) => {
    const gateway = await openDemoGateway(context);
    try {
      return await playDemo(gateway, { json: invocation.json });
    } finally {
      await gateway.close();
    }
  },
};
