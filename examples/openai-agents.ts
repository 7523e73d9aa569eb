/** OpenAI Agents JS behind the gateway, with a scripted model in place of a provider's. */
import { guardAgentTools } from '@countersign/sdk/openai-agents';
import { Agent, type AgentInputItem, type Model, Runner, tool, Usage } from '@openai/agents';
import { z } from 'zod';
import { gatewayOptions, readText, runCommand, SCRIPT, show } from './example-agent.ts';

const { guard, settle } = guardAgentTools(gatewayOptions('openai-agents-example'));

let turn = 0;
let seen: readonly AgentInputItem[] = [];
const model: Model = {
  getResponse: async ({ input }) => {
    seen = typeof input === 'string' ? [] : input;
    const call = SCRIPT[turn++];
    const item: AgentInputItem & { status: 'completed' } =
      call === undefined
        ? { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Done.' }] }
        : {
            type: 'function_call',
            callId: call.id,
            name: call.tool,
            status: 'completed',
            arguments: JSON.stringify(call.args),
          };
    return { usage: new Usage(), output: [item] };
  },
  // oxlint-disable-next-line require-yield -- the example does not stream
  getStreamedResponse: async function* () {
    throw new Error('stream: this model does not');
  },
};

const agent = new Agent({
  name: 'Tidy',
  model,
  tools: [
    guard(
      tool({
        name: 'read_file',
        description: 'Reads a text file.',
        parameters: z.object({ file_path: z.string() }),
        execute: readText,
      }),
    ),
    guard(
      tool({
        name: 'run_command',
        description: 'Runs a command.',
        parameters: z.object({ command: z.string() }),
        execute: runCommand,
      }),
    ),
  ],
});

const runner = new Runner({ tracingDisabled: true });
let result = await runner.run(agent, 'Tidy up.');
while (result.interruptions.length > 0) {
  show('waiting', `${result.interruptions.length} call for a person`);
  await settle(result);
  result = await runner.run(agent, result.state);
}

for (const item of seen) if (item.type === 'function_call_result') show(item.callId, item.output);
show('model', result.finalOutput);
