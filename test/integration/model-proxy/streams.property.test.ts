import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CallAnswer, HeldCall } from '../../../application/model/held-call.ts';
import { streamGateOf } from '../../../ingress/model-proxy/gate-of.ts';
import type { ReadRequest } from '../../../ingress/model-proxy/read-request.ts';
import { MalformedStream, SseReader } from '../../../ingress/model-proxy/sse-reader.ts';
import type { StreamGate } from '../../../ingress/model-proxy/stream-gate.ts';
import { chatEvents, messagesEvents, responsesEvents, type ScriptedTurn } from './local-provider.ts';
import { readChat, readMessages, readResponses, type SeenTurn } from './read-stream.ts';

/** Stands in every argument and nowhere else; one unit, so that no piece can split it. */
const MARK = '\ue000';
/** What tells of a held call: its arguments, or its id. */
const TRACES = [MARK, 'call_'];
const USAGE_ASKED = { stream_options: { include_usage: true } };

const APIS = {
  messages: { events: messagesEvents, read: readMessages },
  chat: { events: (turn: ScriptedTurn) => chatEvents(turn, USAGE_ASKED), read: readChat },
  responses: { events: responsesEvents, read: readResponses },
} as const;
type Api = keyof typeof APIS;

const calls = fc
  .array(
    fc.record({
      name: fc.constantFrom('Bash', 'Read', 'grep-er'),
      value: fc.string({ unit: 'grapheme', maxLength: 30 }),
    }),
    {
      maxLength: 4,
    },
  )
  .map((list) => list.map(({ name, value }, at) => ({ id: `call_${at}`, name, input: { [MARK]: value } })));
const turn: fc.Arbitrary<ScriptedTurn> = fc
  .record({
    text: fc.option(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((said) => !hasTrace(said)),
      { nil: undefined },
    ),
    calls,
  })
  .map(({ text, calls: list }) => ({ calls: list, ...(text === undefined ? {} : { text }) }));
const answersOf = fc.array(fc.constantFrom('pass', 'rewrite', 'refuse'), { minLength: 4, maxLength: 4 });

function hasTrace(out: string): boolean {
  return TRACES.some((trace) => out.includes(trace));
}

function answered(kind: string, at: number): CallAnswer {
  if (kind === 'refuse') return { kind: 'refuse', text: `no ${at}` };
  return kind === 'rewrite' ? { kind: 'rewrite', args: { instead: at } } : { kind: 'pass' };
}

function gateFor(api: Api, decide: (calls: readonly HeldCall[]) => Promise<readonly CallAnswer[]>): StreamGate {
  const request = { wantsUsage: true } as ReadRequest;
  return streamGateOf(api, { decide, request, note: () => undefined });
}

/** Leads bytes, cut at these places, through a gate; answers what came out, and checks what came out before the decision. */
async function lead(
  api: Api,
  {
    bytes,
    cuts,
    kinds,
  }: { readonly bytes: Buffer; readonly cuts: readonly number[]; readonly kinds: readonly string[] },
): Promise<{ readonly out: string; readonly decided: readonly HeldCall[] }> {
  let out = '';
  const decided: HeldCall[] = [];
  const gate = gateFor(api, async (held) => {
    assert.ok(!hasTrace(out), 'something of a held call went on before its decision');
    decided.push(...held);
    await Promise.resolve();
    assert.ok(!hasTrace(out), 'something of a held call went on while it was decided');
    return held.map((_, at) => answered(kinds[at] ?? 'pass', at));
  });
  const reader = new SseReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  let start = 0;
  for (const end of [...places, bytes.length]) {
    for (const event of reader.take(decoder.decode(bytes.subarray(start, end), { stream: true })))
      out += await gate.take(event);
    start = end;
  }
  assert.ok(gate.isComplete());
  return { out, decided };
}

/** What the client must see of a turn: the calls as they were decided, and text in the place of those that were refused. */
function expected(given: ScriptedTurn, kinds: readonly string[]): SeenTurn {
  const list = given.calls ?? [];
  const texts = [...(given.text === undefined ? [] : [given.text])];
  const left: SeenTurn['calls'][number][] = [];
  for (const [at, { id, name, input }] of list.entries()) {
    const answer = answered(kinds[at] ?? 'pass', at);
    if (answer.kind === 'refuse') texts.push(answer.text);
    else left.push({ id, name, input: answer.kind === 'rewrite' ? answer.args : input });
  }
  return { text: texts.join(''), calls: left, hasCalls: left.length > 0 };
}

describe('an event stream cut anywhere', () => {
  for (const api of ['messages', 'chat', 'responses'] as const) {
    test(`is a whole, valid stream of ${api} for the client, with every call decided before a byte of it is seen`, async () => {
      const cuts = fc.array(fc.nat(20_000), { maxLength: 40 });
      const isWindows = fc.boolean();
      await fc.assert(
        fc.asyncProperty(turn, cuts, answersOf, isWindows, async (given, places, kinds, crlf) => {
          const text = APIS[api].events(given).join('');
          const bytes = Buffer.from(crlf ? text.replaceAll('\n', '\r\n') : text);
          const { out, decided } = await lead(api, { bytes, cuts: places, kinds });
          assert.deepEqual(
            decided.map(({ id, name, args }) => ({ id, name, input: args })),
            given.calls,
          );
          const seen = APIS[api].read(out);
          const wanted = expected(given, kinds);
          assert.equal(seen.text.replaceAll('\n\nno', 'no'), wanted.text.replaceAll('\n\nno', 'no'));
          assert.deepEqual(seen.calls, wanted.calls);
          assert.equal(seen.hasCalls, wanted.hasCalls);
          if ((given.calls ?? []).length === 0 && api !== 'chat') assert.equal(out, text);
        }),
        { numRuns: 150 },
      );
    });

    test(`lets nothing of a call through where the stream of ${api} breaks off anywhere`, async () => {
      const given: ScriptedTurn = {
        text: 'Now.',
        calls: [
          { id: 'call_0', name: 'Bash', input: { [MARK]: 'rm' } },
          { id: 'call_1', name: 'Bash', input: { [MARK]: 'rm' } },
        ],
      };
      const events = APIS[api].events(given);
      for (let count = 0; count < events.length; count++) {
        let out = '';
        let isDecided = false;
        const gate = gateFor(api, async (held) => {
          isDecided = true;
          return held.map(() => ({ kind: 'pass' }));
        });
        const reader = new SseReader();
        for (const event of reader.take(events.slice(0, count).join(''))) out += await gate.take(event);
        out += gate.failure('broken off');
        assert.equal(hasTrace(out), isDecided, `after ${count} events`);
        assert.ok(out.includes('broken off'));
      }
    });

    test(`refuses events of ${api} that are no JSON, and what comes after the end`, async () => {
      const gate = gateFor(api, async () => []);
      assert.throws(() => gate.take({ event: null, data: '{"type"' }), MalformedStream);
      assert.throws(() => gate.take({ event: null, data: '[]' }), MalformedStream);
      const over = gateFor(api, async () => []);
      for (const event of new SseReader().take(APIS[api].events({ text: 'a' }).join(''))) await over.take(event);
      const late = api === 'chat' ? '{"choices":[]}' : '{"type":"ping"}';
      assert.throws(() => over.take({ event: null, data: late }), MalformedStream);
    });
  }
});
