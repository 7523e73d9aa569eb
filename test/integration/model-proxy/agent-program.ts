/**
 * A program shaped like an agent: it asks a model, runs the tools that it is told to run, tells the model what came of them, until the
 * model has no more calls. It knows of nothing but the official client and its environment.
 *
 * Arguments: `messages`, `chat` or `responses`, and `stream` or `whole`. Prints the calls that it ran and what the model said last.
 */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const [api = '', mode = ''] = process.argv.slice(2);
const isStream = mode === 'stream';
const model = 'local-1';
const ran: { name: string; input: unknown }[] = [];

/** Pretends to run a tool. */
function run(name: string, input: unknown): string {
  ran.push({ name, input });
  return `${name} is done`;
}

async function messages(): Promise<string> {
  const client = new Anthropic();
  const history: Anthropic.MessageParam[] = [{ role: 'user', content: 'Look after the project.' }];
  for (let turn = 0; turn < 8; turn++) {
    const request = {
      model,
      max_tokens: 500,
      messages: history,
      tools: [{ name: 'Bash', input_schema: { type: 'object' as const } }],
    };
    const message = isStream
      ? await client.messages.stream(request).finalMessage()
      : await client.messages.create(request);
    history.push({ role: 'assistant', content: message.content });
    const calls = message.content.filter((block) => block.type === 'tool_use');
    if (message.stop_reason !== 'tool_use') return textOf(message.content);
    history.push({
      role: 'user',
      content: calls.map(({ id, name, input }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: run(name, input),
      })),
    });
  }
  return 'no end';
}

function textOf(content: readonly Anthropic.ContentBlock[]): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}

async function chat(): Promise<string> {
  const client = new OpenAI();
  const history: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Look after the project.' }];
  for (let turn = 0; turn < 8; turn++) {
    const request = { model, messages: history };
    const completion = isStream
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    const [choice] = completion.choices;
    if (choice === undefined) throw new Error('the model said nothing');
    history.push(choice.message);
    if (choice.finish_reason !== 'tool_calls') return choice.message.content ?? '';
    for (const call of choice.message.tool_calls ?? []) {
      if (call.type !== 'function') throw new Error(`a call of type ${call.type}`);
      const content = run(call.function.name, JSON.parse(call.function.arguments));
      history.push({ role: 'tool', tool_call_id: call.id, content });
    }
  }
  return 'no end';
}

async function responses(): Promise<string> {
  const client = new OpenAI();
  const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: 'Look after the project.' }];
  for (let turn = 0; turn < 8; turn++) {
    const request = { model, input };
    const response = isStream
      ? await client.responses.stream(request).finalResponse()
      : await client.responses.create(request);
    const calls = response.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
    input.push(...(response.output as OpenAI.Responses.ResponseInput));
    if (calls.length === 0) return response.output_text;
    for (const { call_id, name, arguments: text } of calls)
      input.push({ type: 'function_call_output', call_id, output: run(name, JSON.parse(text)) });
  }
  return 'no end';
}

const loops: { readonly [name: string]: () => Promise<string> } = { messages, chat, responses };
const loop = loops[api];
if (loop === undefined) throw new Error(`run as: messages, chat or responses; found ${api}`);
const said = await loop();
process.stdout.write(
  JSON.stringify({ ran, said, keys: [process.env['ANTHROPIC_API_KEY'], process.env['OPENAI_API_KEY']] }),
);
