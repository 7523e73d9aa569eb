/** LangChain behind the gateway, with a scripted model in place of a provider's. */
import { guardToolCalls } from '@countersign/sdk/langchain';
import { AIMessage, createAgent, createMiddleware, fakeModel, ToolMessage, tool } from 'langchain';
import { z } from 'zod';
import { gatewayOptions, readText, runCommand, SCRIPT, show } from './example-agent.ts';

const countersign = createMiddleware({
  name: 'Countersign',
  wrapToolCall: guardToolCalls({
    ...gatewayOptions('langchain-example'),
    toMessage: (fields) => new ToolMessage(fields),
  }),
});

const model = fakeModel();
for (const { id, tool: name, args } of SCRIPT) model.respondWithTools([{ id, name, args }]);
model.respond(new AIMessage('Done.'));

const agent = createAgent({
  model,
  middleware: [countersign],
  tools: [
    tool(readText, {
      name: 'read_file',
      description: 'Reads a text file.',
      schema: z.object({ file_path: z.string() }),
    }),
    tool(runCommand, {
      name: 'run_command',
      description: 'Runs a command.',
      schema: z.object({ command: z.string() }),
    }),
  ],
});

const { messages } = await agent.invoke({ messages: [{ role: 'user', content: 'Tidy up.' }] });

for (const message of messages) {
  if (ToolMessage.isInstance(message)) show(message.tool_call_id, message.content);
}
show('model', messages.at(-1)?.content);
