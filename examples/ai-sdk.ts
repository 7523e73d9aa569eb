/** The Vercel AI SDK 7 behind the gateway, with a scripted model in place of a provider's. */
import { guardAiTools } from '@countersign/sdk/ai-sdk';
import { generateText, isStepCount, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';
import { gatewayOptions, readText, runCommand, SCRIPT, show } from './example-agent.ts';

const guarded = guardAiTools(
  {
    read_file: tool({
      description: 'Reads a text file.',
      inputSchema: z.object({ file_path: z.string() }),
      execute: readText,
    }),
    run_command: tool({
      description: 'Runs a command.',
      inputSchema: z.object({ command: z.string() }),
      execute: runCommand,
    }),
  },
  gatewayOptions('ai-sdk-example'),
);

let turn = 0;
const model = new MockLanguageModelV4({
  doGenerate: async () => {
    const call = SCRIPT[turn++];
    const count = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
    return {
      content:
        call === undefined
          ? [{ type: 'text', text: 'Done.' }]
          : [{ type: 'tool-call', toolCallId: call.id, toolName: call.tool, input: JSON.stringify(call.args) }],
      finishReason: { unified: call === undefined ? 'stop' : 'tool-calls', raw: undefined },
      usage: { inputTokens: count, outputTokens: { total: 1, text: 1, reasoning: 0 } },
      warnings: [],
    };
  },
});

const { text } = await generateText({ model, prompt: 'Tidy up.', ...guarded, stopWhen: isStepCount(5) });

for (const message of model.doGenerateCalls.at(-1)?.prompt ?? []) {
  if (message.role !== 'tool') continue;
  for (const part of message.content) if (part.type === 'tool-result') show(part.toolCallId, part.output);
}
show('model', text);
