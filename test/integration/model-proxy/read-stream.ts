/** What a client makes of a stream. */
export type SeenTurn = {
  readonly text: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
  /** What the stream's last word says of calls. */
  readonly hasCalls: boolean;
};

type Wire = Record<string, unknown>;

/** The data of every event, read as simply as can be: blocks between blank lines, lines that begin with `data: `. */
function dataOf(stream: string): readonly string[] {
  return stream
    .split('\n\n')
    .map((block) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice('data: '.length))
        .join('\n'),
    )
    .filter((data) => data !== '' && data !== '[DONE]');
}

function eventsOf(stream: string): readonly Wire[] {
  return dataOf(stream).map((data) => JSON.parse(data) as Wire);
}

/** Reads a stream of Anthropic's messages; raises where blocks are not begun, filled and ended one after another. */
export function readMessages(stream: string): SeenTurn {
  let text = '';
  let hasCalls = false;
  const calls: SeenTurn['calls'][number][] = [];
  type Open = { index: number; block: Wire; json: string };
  let open: Open | null = null as Open | null;
  let next = 0;
  let isOver = false;
  for (const event of eventsOf(stream)) {
    if (isOver) throw new Error('an event after message_stop');
    if (event['type'] === 'content_block_start') {
      if (open !== null || event['index'] !== next) throw new Error('a block out of order');
      open = { index: next, block: event['content_block'] as Wire, json: '' };
      next += 1;
    } else if (event['type'] === 'content_block_delta') {
      const delta = event['delta'] as Wire;
      if (open === null || open.index !== event['index']) throw new Error('a delta of no open block');
      if (delta['type'] === 'text_delta') text += String(delta['text']);
      if (delta['type'] === 'input_json_delta') open.json += String(delta['partial_json']);
    } else if (event['type'] === 'content_block_stop') {
      if (open === null || open.index !== event['index']) throw new Error('the end of no open block');
      const { id, name, type } = open.block;
      if (type === 'tool_use') calls.push({ id: String(id), name: String(name), input: JSON.parse(open.json) });
      open = null;
    } else if (event['type'] === 'message_delta') hasCalls = (event['delta'] as Wire)['stop_reason'] === 'tool_use';
    else if (event['type'] === 'message_stop') isOver = true;
  }
  if (!isOver) throw new Error('no message_stop');
  return { text, calls, hasCalls };
}

/** Reads a stream of OpenAI's chat completions with one choice. */
export function readChat(stream: string): SeenTurn {
  let text = '';
  let hasCalls = false;
  const parts: { id: string; name: string; json: string }[] = [];
  for (const event of eventsOf(stream)) {
    for (const choice of event['choices'] as Wire[]) {
      const delta = choice['delta'] as Wire;
      text += typeof delta['content'] === 'string' ? delta['content'] : '';
      for (const call of (delta['tool_calls'] ?? []) as Wire[]) {
        const at = Number(call['index']);
        const named = call['function'] as Wire;
        if (at > parts.length) throw new Error('a call out of order');
        const part = parts[at] ?? { id: String(call['id']), name: String(named['name']), json: '' };
        part.json += typeof named['arguments'] === 'string' ? named['arguments'] : '';
        parts[at] = part;
      }
      if (typeof choice['finish_reason'] === 'string') hasCalls = choice['finish_reason'] === 'tool_calls';
    }
  }
  if (!stream.endsWith('data: [DONE]\n\n')) throw new Error('no [DONE]');
  return { text, calls: parts.map(({ id, name, json }) => ({ id, name, input: JSON.parse(json) })), hasCalls };
}

/** Reads a stream of OpenAI's responses; raises where its events and its last word disagree, or numbers skip. */
export function readResponses(stream: string): SeenTurn {
  const items: Wire[] = [];
  let texts = '';
  let last: Wire | null = null;
  for (const [at, event] of eventsOf(stream).entries()) {
    if (event['sequence_number'] !== at)
      throw new Error(`event ${at} has the number ${String(event['sequence_number'])}`);
    if (event['type'] === 'response.output_item.added' && event['output_index'] !== items.length)
      throw new Error('an item out of order');
    if (event['type'] === 'response.output_text.delta') texts += String(event['delta']);
    if (event['type'] === 'response.output_item.done') items[Number(event['output_index'])] = event['item'] as Wire;
    if (event['type'] === 'response.completed') last = event['response'] as Wire;
  }
  if (last === null) throw new Error('no response.completed');
  if (JSON.stringify(last['output']) !== JSON.stringify(items)) throw new Error('the last word lists other items');
  const calls = items
    .filter(({ type }) => type === 'function_call')
    .map((item) => ({
      id: String(item['call_id']),
      name: String(item['name']),
      input: JSON.parse(String(item['arguments'])),
    }));
  return { text: texts, calls, hasCalls: calls.length > 0 };
}
