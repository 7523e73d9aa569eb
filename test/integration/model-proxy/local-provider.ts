import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of a tool that the model makes. */
export type ScriptedCall = { readonly id: string; readonly name: string; readonly input: Record<string, unknown> };

/** What the model says in one turn. */
export type ScriptedTurn = {
  readonly thinking?: string;
  readonly text?: string;
  readonly calls?: readonly ScriptedCall[];
};

/** A request that reached the provider. */
export type SeenRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
};

/** A model provider on this machine, which speaks the documented APIs and says what the script says. */
export type LocalProvider = {
  readonly address: string;
  readonly seen: SeenRequest[];
  readonly close: () => Promise<void>;
};

/** Answers a request itself, in the place of the script; true when it did. */
export type Interfere = (request: SeenRequest, response: ServerResponse) => boolean;

export const USAGE = { input: 120, output: 30 };

/**
 * Serves Anthropic's Messages API and OpenAI's Chat Completions and Responses. `script` says what the model says, by the number of
 * results that it was told so far.
 */
export async function openLocalProvider(
  script: (results: number, request: SeenRequest) => ScriptedTurn,
  interfere: Interfere = () => false,
): Promise<LocalProvider> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const one = { path: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      if (!interfere(one, response)) answer(one, response, script);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function answer(
  request: SeenRequest,
  response: ServerResponse,
  script: (results: number, request: SeenRequest) => ScriptedTurn,
): void {
  const { path, body } = request;
  const at = path.split('?')[0] ?? '';
  if (at === '/v1/models') return sendJson(response, { object: 'list', data: [{ id: 'local-1', type: 'model' }] });
  if (at === '/v1/messages/count_tokens') return sendJson(response, { input_tokens: 42 });
  const turn = script(countResults(body), request);
  const isStream = body['stream'] === true;
  if (at === '/v1/messages')
    return isStream ? sendStream(response, messagesEvents(turn)) : sendJson(response, messagesBody(turn));
  if (at === '/v1/chat/completions')
    return isStream ? sendStream(response, chatEvents(turn, body)) : sendJson(response, chatBody(turn));
  if (at === '/v1/responses')
    return isStream
      ? sendStream(response, responsesEvents(turn))
      : sendJson(response, responsesBody(turn, 'completed'));
  response.writeHead(404).end('{}');
}

/** Results of tools in the conversation so far, whatever the API. */
function countResults(body: Record<string, unknown>): number {
  const text = JSON.stringify([body['messages'] ?? null, body['input'] ?? null]);
  return ['"tool_result"', '"role":"tool"', '"function_call_output"'].reduce(
    (sum, mark) => sum + text.split(mark).length - 1,
    0,
  );
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' }).end(JSON.stringify(body));
}

function sendStream(response: ServerResponse, events: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
  for (const event of events) response.write(event);
  response.end();
}

function named(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function pieces(text: string): readonly string[] {
  return text.match(/.{1,7}/gs) ?? [];
}

function messagesBody({ thinking, text, calls = [] }: ScriptedTurn) {
  const content = [
    ...(thinking === undefined ? [] : [{ type: 'thinking', thinking, signature: 'c2lnbmVk' }]),
    ...(text === undefined ? [] : [{ type: 'text', text, citations: null }]),
    ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input, caller: { type: 'direct' } })),
  ];
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'local-1',
    content,
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: USAGE.input, output_tokens: USAGE.output },
  };
}

/** The events of one message, as Anthropic documents them. */
export function messagesEvents(turn: ScriptedTurn): readonly string[] {
  const { content, stop_reason, ...message } = messagesBody(turn);
  const usage = { input_tokens: USAGE.input, output_tokens: 1 };
  const events: string[] = [
    named({ type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } } as {
      type: string;
    }),
    named({ type: 'ping' }),
  ];
  for (const [index, block] of content.entries()) events.push(...blockEvents(block, index));
  const delta = { stop_reason, stop_sequence: null };
  events.push(named({ type: 'message_delta', delta, usage: { output_tokens: USAGE.output } } as { type: string }));
  events.push(named({ type: 'message_stop' }));
  return events;
}

function blockEvents(block: Record<string, unknown>, index: number): readonly string[] {
  const empty: Record<string, unknown> = { thinking: '', signature: '' };
  const start: Record<string, unknown> = { ...block, ...(block['type'] === 'tool_use' ? { input: {} } : {}) };
  if (block['type'] === 'thinking') Object.assign(start, empty);
  if (block['type'] === 'text') start['text'] = '';
  const deltas =
    block['type'] === 'tool_use'
      ? pieces(JSON.stringify(block['input'])).map((part) => ({ type: 'input_json_delta', partial_json: part }))
      : block['type'] === 'text'
        ? pieces(String(block['text'])).map((part) => ({ type: 'text_delta', text: part }))
        : [
            { type: 'thinking_delta', thinking: block['thinking'] },
            { type: 'signature_delta', signature: block['signature'] },
          ];
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ].map(named);
}

function chatBody({ text, calls = [] }: ScriptedTurn) {
  const tool_calls = calls.map(({ id, name, input }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  }));
  return {
    id: 'chatcmpl_1',
    object: 'chat.completion',
    created: 1,
    model: 'local-1',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text ?? null,
          refusal: null,
          ...(calls.length === 0 ? {} : { tool_calls }),
        },
        logprobs: null,
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
      },
    ],
    usage: chatUsage(),
  };
}

function chatUsage() {
  return { prompt_tokens: USAGE.input, completion_tokens: USAGE.output, total_tokens: USAGE.input + USAGE.output };
}

/** The chunks of one completion, as OpenAI documents them. */
export function chatEvents(turn: ScriptedTurn, body: Record<string, unknown>): readonly string[] {
  const frame = { id: 'chatcmpl_1', object: 'chat.completion.chunk', created: 1, model: 'local-1' };
  const chunk = (delta: unknown, finish_reason: string | null = null): string =>
    `data: ${JSON.stringify({ ...frame, choices: [{ index: 0, delta, logprobs: null, finish_reason }] })}\n\n`;
  const events = [chunk({ role: 'assistant', content: turn.text === undefined ? null : '' })];
  for (const part of pieces(turn.text ?? '')) events.push(chunk({ content: part }));
  for (const [index, { id, name, input }] of (turn.calls ?? []).entries()) {
    events.push(chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }));
    for (const part of pieces(JSON.stringify(input)))
      events.push(chunk({ tool_calls: [{ index, function: { arguments: part } }] }));
  }
  events.push(chunk({}, (turn.calls ?? []).length > 0 ? 'tool_calls' : 'stop'));
  const options = body['stream_options'] as { include_usage?: boolean } | undefined;
  if (options?.include_usage === true)
    events.push(`data: ${JSON.stringify({ ...frame, choices: [], usage: chatUsage() })}\n\n`);
  return [...events, 'data: [DONE]\n\n'];
}

function responsesBody({ text, calls = [] }: ScriptedTurn, status: string) {
  const output = [
    ...(text === undefined
      ? []
      : [
          {
            id: 'msg_1',
            type: 'message',
            status: 'completed',
            role: 'assistant',
            content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
          },
        ]),
    ...calls.map(({ id, name, input }) => ({
      id: `fc_${id}`,
      type: 'function_call',
      status: 'completed',
      call_id: id,
      name,
      arguments: JSON.stringify(input),
    })),
  ];
  const isOver = status === 'completed';
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status,
    error: null,
    incomplete_details: null,
    model: 'local-1',
    output: isOver ? output : [],
    parallel_tool_calls: true,
    tools: [],
    usage: isOver
      ? {
          input_tokens: USAGE.input,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: USAGE.output,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: USAGE.input + USAGE.output,
        }
      : null,
  };
}

/** The events of one response, as OpenAI documents them. */
export function responsesEvents(turn: ScriptedTurn): readonly string[] {
  const whole = responsesBody(turn, 'completed');
  const events: Record<string, unknown>[] = [
    { type: 'response.created', response: responsesBody(turn, 'in_progress') },
    { type: 'response.in_progress', response: responsesBody(turn, 'in_progress') },
  ];
  for (const [output_index, item] of whole.output.entries()) events.push(...itemEvents(item, output_index));
  events.push({ type: 'response.completed', response: whole });
  return events.map((event, sequence_number) => named({ ...event, sequence_number } as unknown as { type: string }));
}

function itemEvents(item: Record<string, unknown>, output_index: number): readonly Record<string, unknown>[] {
  const at = { output_index, item_id: item['id'] };
  const done = { type: 'response.output_item.done', output_index, item };
  if (item['type'] === 'function_call') {
    const added = { ...item, arguments: '', status: 'in_progress' };
    return [
      { type: 'response.output_item.added', output_index, item: added },
      ...pieces(String(item['arguments'])).map((delta) => ({
        type: 'response.function_call_arguments.delta',
        ...at,
        delta,
      })),
      { type: 'response.function_call_arguments.done', ...at, name: item['name'], arguments: item['arguments'] },
      done,
    ];
  }
  const [part] = item['content'] as { text: string }[];
  const text = part?.text ?? '';
  return [
    { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, content_index: 0, part: { ...part, text: '' } },
    ...pieces(text).map((delta) => ({
      type: 'response.output_text.delta',
      ...at,
      content_index: 0,
      delta,
      logprobs: [],
    })),
    { type: 'response.output_text.done', ...at, content_index: 0, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, content_index: 0, part },
    done,
  ];
}
