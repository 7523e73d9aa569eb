import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command, interrupt, MemorySaver } from '@langchain/langgraph';
import { Agent, tool as agentTool, type Model, Runner, RunState, Usage } from '@openai/agents';
import { tool as aiTool, generateText, isStepCount, type ModelMessage } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { AIMessage, createAgent, createMiddleware, fakeModel, tool as langchainTool, ToolMessage } from 'langchain';
import { z } from 'zod';
import { guardAiTools } from '../../sdk/ai-sdk.ts';
import type { AdapterOptions } from '../../sdk/call-desk.ts';
import { guardToolCalls } from '../../sdk/langchain.ts';
import { guardAgentTools } from '../../sdk/openai-agents.ts';
import { type InProcess, openInProcess } from '../harness/in-process-client.ts';

const SCHEMA = z.object({ command: z.string() });

/** A tool that notes what it ran, and how the calls of a framework are proposed; a new one stands for a new process. */
function workbench({ client }: InProcess, waitMs = 0) {
  const ran: string[] = [];
  const options: AdapterOptions = {
    client,
    session: 's-1',
    cwd: '/work/app',
    waitMs,
    toolOf: () => ({ name: 'Bash', origin: 'builtin:claude-code' }),
  };
  const run = async ({ command }: { readonly command: string }): Promise<string> => {
    ran.push(command);
    return `did ${command}`;
  };
  return { ran, options, run };
}

function aiModel(turns: readonly (readonly string[])[]): MockLanguageModelV4 {
  const count = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
  let turn = 0;
  return new MockLanguageModelV4({
    doGenerate: async () => {
      const commands = turns[turn++] ?? [];
      return {
        content:
          commands.length === 0
            ? [{ type: 'text', text: 'Done.' }]
            : commands.map((command, at) => ({
                type: 'tool-call',
                toolCallId: `call-${turn}-${at}`,
                toolName: 'bash',
                input: JSON.stringify({ command }),
              })),
        finishReason: { unified: commands.length === 0 ? 'stop' : 'tool-calls', raw: undefined },
        usage: { inputTokens: count, outputTokens: { total: 1, text: 1, reasoning: 0 } },
        warnings: [],
      };
    },
  });
}

function aiTools({ run, options }: ReturnType<typeof workbench>) {
  return guardAiTools({ bash: aiTool({ description: 'runs', inputSchema: SCHEMA, execute: run }) }, options);
}

test('AI SDK: a click in the application runs nothing, the signed approval of a person does', async () => {
  const open = await openInProcess();
  const bench = workbench(open);
  const guarded = aiTools(bench);
  const messages: ModelMessage[] = [{ role: 'user', content: 'go' }];
  const first = await generateText({ model: aiModel([['npm test']]), messages, ...guarded });
  const asked = first.content.find((part) => part.type === 'tool-approval-request');
  assert.ok(asked?.type === 'tool-approval-request');
  messages.push(...first.response.messages, {
    role: 'tool',
    content: [{ type: 'tool-approval-response', approvalId: asked.approvalId, approved: true }],
  });
  const clicked = aiModel([[]]);
  await generateText({ model: clicked, messages, ...guarded });
  assert.deepEqual(bench.ran, []);
  assert.match(JSON.stringify(clicked.doGenerateCalls[0]?.prompt), /nobody has answered yet/);
  await open.answerNext();
  const approved = aiModel([[]]);
  await generateText({ model: approved, messages, ...guarded });
  assert.deepEqual(bench.ran, ['npm test']);
  assert.match(JSON.stringify(approved.doGenerateCalls[0]?.prompt), /did npm test/);
});

test('AI SDK: tools ask by themselves where the approval function was forgotten', async () => {
  const open = await openInProcess();
  const bench = workbench(open);
  const model = aiModel([['rm -rf /', 'ls']]);
  await generateText({ model, prompt: 'go', tools: aiTools(bench).tools, stopWhen: isStepCount(3) });
  assert.deepEqual(bench.ran, ['ls']);
  assert.match(JSON.stringify(model.doGenerateCalls[1]?.prompt), /Countersign did not let this call run/);
});

test('AI SDK: the calls of one turn are decided each, and only what was allowed runs', async () => {
  const open = await openInProcess();
  const bench = workbench(open);
  const model = aiModel([['ls', 'rm -rf /', 'git status']]);
  await generateText({ model, prompt: 'go', ...aiTools(bench), stopWhen: isStepCount(3) });
  assert.deepEqual(bench.ran, ['ls', 'git status']);
  assert.deepEqual((await open.verdicts()).toSorted(), ['allow', 'allow', 'deny']);
  assert.deepEqual(await open.outcomes(), ['completed', 'completed']);
});

function agentFor({ run, options }: ReturnType<typeof workbench>, turns: readonly (readonly string[])[]) {
  const seen: unknown[] = [];
  let turn = 0;
  const model: Model = {
    getResponse: async ({ input }) => {
      seen.push(input);
      const commands = turns[turn++] ?? [];
      const done = { type: 'message', role: 'assistant', status: 'completed' } as const;
      return {
        usage: new Usage(),
        output:
          commands.length === 0
            ? [{ ...done, content: [{ type: 'output_text', text: 'Done.' }] }]
            : commands.map((command, at) => ({
                type: 'function_call' as const,
                callId: `call-${turn}-${at}`,
                name: 'bash',
                status: 'completed' as const,
                arguments: JSON.stringify({ command }),
              })),
      };
    },
    getStreamedResponse: () => assert.fail('streamed'),
  };
  const { guard, settle } = guardAgentTools(options);
  const bash = guard(agentTool({ name: 'bash', description: 'runs', parameters: SCHEMA, execute: run }));
  return { agent: new Agent({ name: 'A', model, tools: [bash] }), settle, seen };
}

const runner = new Runner({ tracingDisabled: true });

test('OpenAI Agents: an approval that did not come from the gateway runs nothing', async () => {
  const open = await openInProcess();
  const bench = workbench(open);
  const { agent, seen } = agentFor(bench, [['npm test']]);
  const result = await runner.run(agent, 'go');
  assert.equal(result.interruptions.length, 1);
  for (const item of result.interruptions) result.state.approve(item);
  await runner.run(agent, result.state);
  assert.deepEqual(bench.ran, []);
  assert.match(JSON.stringify(seen), /nobody has answered yet/);
});

test('OpenAI Agents: a run that was kept as text goes on in another process', async () => {
  const open = await openInProcess();
  const before = agentFor(workbench(open), [['npm test', 'ls', 'make']]);
  const text = (await runner.run(before.agent, 'go')).state.toString();
  await open.answerNext();
  await open.answerNext('deny', 'not now');
  const bench = workbench(open, 60_000);
  const after = agentFor(bench, [[]]);
  const state = await RunState.fromString(after.agent, text);
  const settling = after.settle({ interruptions: state.getInterruptions(), state });
  await open.answerNext('deny', 'and not later');
  assert.deepEqual(await settling, []);
  await runner.run(after.agent, state);
  assert.deepEqual(bench.ran, ['npm test']);
  assert.match(JSON.stringify(after.seen), /did npm test.*denied by human:operator: and not later/);
});

function graphFor({ run, options }: ReturnType<typeof workbench>, checkpointer: MemorySaver) {
  const model = fakeModel()
    .respondWithTools([{ id: 'call-1', name: 'bash', args: { command: 'npm test' } }])
    .respond(new AIMessage('Done.'));
  const resumed = fakeModel().respond(new AIMessage('Done.'));
  const wrapToolCall = guardToolCalls({ ...options, interrupt, toMessage: (fields) => new ToolMessage(fields) });
  const bash = langchainTool(run, { name: 'bash', description: 'runs', schema: SCHEMA });
  const agentWith = (given: typeof model) =>
    createAgent({
      model: given,
      tools: [bash],
      checkpointer,
      middleware: [createMiddleware({ name: 'Countersign', wrapToolCall })],
    });
  return { fresh: agentWith(model), resumed: agentWith(resumed) };
}

test('LangGraph: a graph that was interrupted goes on in another process once a person has approved', async () => {
  for (const answer of ['approve', 'deny', null] as const) {
    const open = await openInProcess();
    const checkpointer = new MemorySaver();
    const thread = { configurable: { thread_id: 't' } };
    const before = workbench(open);
    const stopped = await graphFor(before, checkpointer).fresh.invoke(
      { messages: [{ role: 'user', content: 'go' }] },
      thread,
    );
    const [waiting] = (stopped as { __interrupt__?: readonly { readonly value?: unknown }[] }).__interrupt__ ?? [];
    assert.match(JSON.stringify(waiting?.value), /"tool":"bash","approval":"[0-9a-z]+"/);
    if (answer !== null) await open.answerNext(answer, answer === 'deny' ? 'no' : '');
    const bench = workbench(open);
    const { messages } = await graphFor(bench, checkpointer).resumed.invoke(
      new Command({ resume: 'yes, do it' }),
      thread,
    );
    assert.deepEqual(before.ran, []);
    assert.deepEqual(bench.ran, answer === 'approve' ? ['npm test'] : []);
    const told = messages.find((message) => ToolMessage.isInstance(message))?.content;
    assert.match(JSON.stringify(told), answer === 'approve' ? /did npm test/ : /Countersign did not let this call run/);
  }
});
