import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openInProcess } from '../test/harness/in-process-client.ts';
import { guardAiTools } from './ai-sdk.ts';
import { CallDesk, type ToolCall } from './call-desk.ts';
import { ChangedPlaces } from './changed-places.ts';
import { guardToolCalls } from './langchain.ts';
import { type AgentTool, guardAgentTools } from './openai-agents.ts';
import type { WireToolReference } from './wire.ts';

async function open(waitMs = 0) {
  const process = await openInProcess();
  const toolOf = (name: string): WireToolReference => ({ name, origin: 'builtin:claude-code' });
  const options = { client: process.client, session: 's-1', cwd: '/work/app', waitMs, toolOf };
  return { ...process, options, desk: new CallDesk(options) };
}

const READ: ToolCall = { id: 'c1', tool: 'Read', args: { file_path: 'a.ts' } };
const ASKS: ToolCall = { id: 'c2', tool: 'Bash', args: { command: 'npm test' } };
const DENIED: ToolCall = { id: 'c3', tool: 'Bash', args: { command: 'rm -rf /' } };

test('asks once for a call, and a permission is used once', async () => {
  const { desk, verdicts, outcomes } = await open();
  assert.equal((await desk.ask(READ)).kind, 'allowed');
  assert.equal((await desk.ask(READ)).kind, 'allowed');
  assert.deepEqual(await desk.run(READ, (args) => args['file_path']), { kind: 'ran', answer: 'a.ts' });
  assert.deepEqual(await verdicts(), ['allow']);
  await desk.run(READ, () => 'again');
  assert.deepEqual(await verdicts(), ['allow', 'allow']);
  assert.deepEqual(await outcomes(), ['completed', 'completed']);
});

test('two runs of one call at once need two permissions', async () => {
  const { desk, verdicts, outcomes } = await open();
  await desk.ask(READ);
  await Promise.all([1, 2].map((number) => desk.run(READ, () => number)));
  assert.deepEqual(await outcomes(), ['completed', 'completed']);
  assert.deepEqual(await verdicts(), ['allow', 'allow']);
});

test('a permission is for one id, one tool and exactly these arguments', async () => {
  const { desk, verdicts } = await open();
  await desk.ask(READ);
  for (const other of [
    { ...READ, id: 'c9' },
    { ...READ, tool: 'Glob', args: { pattern: '*' } },
    { ...READ, args: { file_path: 'b.ts' } },
  ]) {
    await desk.run(other, () => 'ran');
  }
  assert.equal((await verdicts()).length, 4);
});

test('runs what was decided, whatever becomes of the arguments meanwhile', async () => {
  const { desk } = await open();
  const args = { file_path: 'a.ts' };
  const running = desk.run({ ...READ, args }, (decided) => decided['file_path']);
  args.file_path = '/etc/passwd';
  assert.deepEqual(await running, { kind: 'ran', answer: 'a.ts' });
});

test('does not run and does not ask twice about what was refused a moment ago', async () => {
  const { desk, verdicts } = await open();
  assert.equal((await desk.ask(DENIED)).kind, 'refused');
  const ran = await desk.run(DENIED, () => assert.fail('ran'));
  assert.equal(ran.kind === 'refused' && ran.error.code, 'denied');
  assert.deepEqual(await verdicts(), ['deny']);
});

test('looks at an open request instead of opening another, and uses its approval', async () => {
  const { desk, answerNext, gateway } = await open();
  assert.equal((await desk.ask(ASKS)).kind, 'pending');
  const ran = await desk.run(ASKS, () => assert.fail('ran'));
  assert.equal(ran.kind === 'refused' && ran.error.code, 'approval-pending');
  assert.equal((await gateway.listApprovals({ statuses: ['pending'], limit: 9 })).length, 1);
  await answerNext();
  assert.deepEqual(await desk.run(ASKS, () => 'ran'), { kind: 'ran', answer: 'ran' });
});

test('says who denied and why', async () => {
  const { desk, answerNext } = await open();
  await desk.ask(ASKS);
  await answerNext('deny', 'use make');
  const permission = await desk.ask(ASKS);
  assert.ok(permission.kind === 'refused');
  assert.equal(permission.error.message, 'denied by human:operator: use make');
});

test('refuses arguments that are no JSON, and proposes a value that is no object by the name input', async () => {
  const { desk, options, stores } = await open();
  const circular: { self?: unknown } = {};
  circular.self = circular;
  for (const args of [circular, { big: 1n }]) {
    const ran = await desk.run({ ...READ, args }, () => assert.fail('ran'));
    assert.equal(ran.kind === 'refused' && ran.error.code, 'input.invalid');
  }
  assert.ok(stores);
  const text = new CallDesk({ ...options, toolOf: () => ({ name: 'TodoWrite', origin: 'builtin:claude-code' }) });
  assert.deepEqual(await text.run({ id: 'c', tool: 't', args: 'milk' }, (args) => args), {
    kind: 'ran',
    answer: { input: 'milk' },
  });
});

test('refuses when the gateway cannot be reached, in every place', async () => {
  const { options } = await open();
  const { CountersignClient } = await import('./client.ts');
  const fetch = () => Promise.reject(new TypeError('no route'));
  const desk = new CallDesk({
    ...options,
    client: new CountersignClient({ baseUrl: 'http://gone', token: 't', fetch }),
  });
  const ran = await desk.run(READ, () => assert.fail('ran'));
  assert.equal(ran.kind === 'refused' && ran.error.code, 'unreachable');
});

test('AI SDK: tells approved, denied and waiting apart, and denies when nobody has answered the second time', async () => {
  const { options, answerNext } = await open();
  const { toolApproval } = guardAiTools({}, options);
  const ask = async ({ id, tool, args }: ToolCall) =>
    toolApproval({ toolCall: { toolCallId: id, toolName: tool, input: args } });
  assert.deepEqual(await ask(READ), { type: 'approved' });
  assert.equal((await ask(DENIED)).type, 'denied');
  assert.equal((await ask(ASKS)).type, 'user-approval');
  assert.equal((await ask(ASKS)).type, 'denied');
  await answerNext();
  assert.equal((await ask(ASKS)).type, 'approved');
});

test('AI SDK: a tool asks by itself where it was not asked for, keeps its other parts, and streams its last value', async () => {
  const { options, verdicts } = await open();
  const given = {
    Read: {
      description: 'reads',
      execute: async function* ({ file_path }: { file_path: string }) {
        yield 'reading';
        yield `read ${file_path}`;
      },
    },
    Bash: { execute: async ({ command }: { command: string }) => command },
    Remote: { description: 'runs elsewhere' },
  };
  const { tools } = guardAiTools(given, options);
  assert.equal(tools.Remote, given.Remote);
  assert.equal(tools.Read.description, 'reads');
  const run = tools.Read.execute as unknown as (input: object, options: object) => Promise<unknown>;
  assert.equal(await run({ file_path: 'a.ts' }, { toolCallId: 'x' }), 'read a.ts');
  const bash = tools.Bash.execute as (input: { command: string }, options: object) => Promise<string>;
  await assert.rejects(bash({ command: 'rm -rf /' }, { toolCallId: 'y' }), /Countersign did not let this call run/);
  assert.deepEqual(await verdicts(), ['allow', 'deny']);
});

function agentTool(name: string): AgentTool & { readonly ran: string[] } {
  const ran: string[] = [];
  return {
    type: 'function',
    name,
    ran,
    needsApproval: async () => false,
    invoke: async (_context: never, input: string) => {
      ran.push(input);
      return 'ran';
    },
  };
}

test('OpenAI Agents: approving an interruption without the gateway runs nothing', async () => {
  const { options } = await open();
  const inner = agentTool('Bash');
  const tool = guardAgentTools(options).guard(inner);
  const details = { toolCall: { callId: 'c2' } } as never;
  const input = JSON.stringify(ASKS.args);
  assert.equal(await tool.needsApproval({} as never, ASKS.args as never, 'c2'), true);
  assert.match(String(await tool.invoke({} as never, input, details)), /nobody has answered yet/);
  assert.deepEqual(inner.ran, []);
});

test('OpenAI Agents: settles its own interruptions by what the person said, and leaves those of others', async () => {
  const { options, answerNext } = await open();
  const { guard, settle } = guardAgentTools({ ...options, waitMs: 60_000 });
  const tool = guard(agentTool('Bash'));
  const item = (callId: string, name: string, command: string) => ({
    rawItem: { callId, name, arguments: JSON.stringify({ command }) },
  });
  const calls = [item('a', 'Bash', 'npm test'), item('b', 'Bash', 'make'), item('c', 'Other', ''), { rawItem: {} }];
  for (const { rawItem } of calls.slice(0, 2)) {
    const { callId, arguments: text } = rawItem as { callId: string; arguments: string };
    assert.equal(await tool.needsApproval({} as never, JSON.parse(text) as never, callId), true);
  }
  const told: string[] = [];
  const idOf = ({ rawItem }: { rawItem: object }) => ('callId' in rawItem ? String(rawItem.callId) : '?');
  const state = {
    approve: (given: { rawItem: object }) => void told.push(`approve ${idOf(given)}`),
    reject: (given: { rawItem: object }, { message }: { readonly message: string }) =>
      void told.push(`reject ${idOf(given)} ${message}`),
  };
  const settling = settle({ interruptions: calls, state });
  await answerNext();
  await answerNext('deny', 'no');
  assert.deepEqual(await settling, calls.slice(2));
  assert.equal(told[0], 'approve a');
  assert.match(told[1] ?? '', /^reject b .*denied by human:operator: no/);
});

test('OpenAI Agents: input that is no JSON is decided as the text it is', async () => {
  const { options } = await open();
  const inner = agentTool('Read');
  const tool = guardAgentTools(options).guard(inner);
  assert.match(String(await tool.invoke({} as never, '{"file_path":', undefined)), /did not let this call run/);
  assert.deepEqual(inner.ran, []);
  assert.equal(await tool.invoke({} as never, '{"file_path":"a.ts"}', { toolCall: { callId: 'z' } } as never), 'ran');
  assert.deepEqual(inner.ran, ['{"file_path":"a.ts"}']);
  assert.equal(await tool.needsApproval({} as never, {} as never), true, 'a call without an id is never let through');
});

test('LangChain: a graph is interrupted while nobody has answered, and asks the gateway again when it goes on', async () => {
  const { options, answerNext } = await open();
  const shown: unknown[] = [];
  const wrap = guardToolCalls({
    ...options,
    toMessage: (fields) => fields,
    interrupt: (value) => {
      shown.push(value);
      if (shown.length === 1) throw new RangeError('interrupted');
    },
  });
  const request = { toolCall: { id: 'c2', name: 'Bash', args: { command: 'npm test' } } };
  const handler = ({ toolCall }: typeof request) => toolCall.args.command;
  await assert.rejects(wrap(request, handler), RangeError);
  const resumed = await wrap(request, handler);
  assert.match(typeof resumed === 'string' ? resumed : resumed.content, /nobody has answered yet/);
  await answerNext();
  assert.equal(await wrap(request, handler), 'npm test');
  assert.equal(shown.length, 2);
});

/** A desk in front of a world where `run` may make `/work/app/x` a link to `/etc`. */
async function openLinked() {
  const world = { linked: false };
  const pathResolver = {
    sharesRepository: () => false,
    resolve: (paths: readonly string[]) => {
      const through = paths.filter((path) => world.linked && path.startsWith('/work/app/x/'));
      return Object.fromEntries(through.map((path) => [path, path.replace('/work/app/x', '/etc')]));
    },
  };
  const process = await openInProcess({ ports: { pathResolver } });
  const toolOf = (name: string): WireToolReference => ({ name, origin: 'builtin:claude-code' });
  const desk = new CallDesk({ client: process.client, session: 's-1', cwd: '/work/app', waitMs: 50, toolOf });
  return { ...process, desk, world };
}

const LINK: ToolCall = { id: 'link', tool: 'Bash', args: { command: 'ln -s /etc x' } };
const THROUGH: ToolCall = { id: 'through', tool: 'Write', args: { file_path: 'x/cron.d/job', content: '' } };

test('two calls of one turn: what goes through a link that the first one makes is decided again', async () => {
  const { desk, world, answerNext } = await openLinked();
  assert.equal((await desk.ask(LINK)).kind, 'allowed');
  assert.equal((await desk.ask(THROUGH)).kind, 'allowed');
  const linking = desk.run(LINK, async () => {
    await new Promise((done) => setTimeout(done, 20));
    world.linked = true;
  });
  const writing = desk.run({ ...THROUGH, waitMs: 30_000 }, () => assert.fail('wrote to /etc'));
  await linking;
  await answerNext('deny', 'no');
  const ran = await writing;
  assert.match(ran.kind === 'refused' ? ran.error.message : '', /denied by human:operator: no/);
});

test('two calls of one turn: changes of one file run one after the other, others side by side', async () => {
  const { desk, verdicts, outcomes } = await openLinked();
  const log: string[] = [];
  const write = (id: string, path: string) =>
    desk.run({ id, tool: 'Write', args: { file_path: path, content: id }, waitMs: 30_000 }, async () => {
      log.push(`${id} starts`);
      await new Promise((done) => setTimeout(done, 10));
      log.push(`${id} ends`);
    });
  await Promise.all([write('a', 'one'), write('b', 'one'), write('c', 'two'), write('d', 'one')]);
  assert.deepEqual((await outcomes()).filter((result) => result === 'completed').length, 4);
  const withoutC = log.filter((line) => !line.startsWith('c'));
  assert.equal(withoutC.length, 6);
  for (let at = 0; at < 6; at += 2) assert.equal(withoutC[at]?.slice(0, 1), withoutC[at + 1]?.slice(0, 1));
  assert.ok(log.indexOf('c starts') < log.indexOf(withoutC[1] ?? ''));
  assert.equal((await verdicts()).length, 6, 'a and c once, b and d again after the others');
});

test('a call inside of one that changes the same place is refused after the wait, and hangs nothing', async () => {
  const { desk, outcomes } = await openLinked();
  const inner = { id: 'inner', tool: 'Read', args: { file_path: 'one' } };
  const outer = await desk.run({ id: 'outer', tool: 'Write', args: { file_path: 'one', content: '' } }, () =>
    desk.run(inner, () => assert.fail('ran')),
  );
  assert.ok(outer.kind === 'ran' && outer.answer.kind === 'refused');
  assert.match(outer.answer.error.message, /another call is changing what it touches/);
  assert.deepEqual(await outcomes(), ['failed', 'completed']);
});

test('what turns out to touch another place after the wait is refused, not run where nobody looked', async () => {
  const { desk, world } = await openLinked();
  const read: ToolCall = { id: 'read', tool: 'Read', args: { file_path: 'x/hostname' }, waitMs: 30_000 };
  await desk.ask(LINK);
  await desk.ask(read);
  const linking = desk.run(LINK, () => {
    world.linked = true;
  });
  const ran = await desk.run(read, () => assert.fail('read /etc/hostname'));
  await linking;
  assert.equal(ran.kind, 'refused');
});

test('forgets old calls, and takes a decision from before them for outdated', () => {
  const places = new ChangedPlaces();
  const effect = { class: 'file.write', detail: '', reversibility: 'reversible', marks: [] } as const;
  const on = (value: string) => [{ ...effect, resource: { kind: 'path', value, provenance: 'user' } }];
  const mark = places.now();
  assert.equal(places.since(mark, on('/w/a')).length, 0);
  for (let at = 0; at < 300; at++) places.begin(on(`/w/many/${at}`))();
  assert.equal(places.since(mark, on('/w/a')).length, 1);
  assert.equal(places.since(places.now(), on('/w/a')).length, 0);
  assert.equal(places.since(places.now() - 1, on('/w/*/x')).length, 1);
  assert.equal(
    places.since(places.now() - 1, [
      { ...on('/w')[0], resource: { kind: 'host', value: 'a', provenance: 'user' } } as never,
    ]).length,
    0,
  );
});
