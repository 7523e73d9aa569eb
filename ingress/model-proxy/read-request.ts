import { createHash } from 'node:crypto';
import type { ModelRequest } from '../../application/model/model-calls.ts';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { estimateInput } from './estimate-input.ts';
import type { ModelSettings } from './model-settings.ts';
import { priceFactor } from './price-factor.ts';
import type { Endpoint, RoutedRequest } from './route-request.ts';
import { countAt, objectAt, objectsAt, textAt } from './wire-json.ts';

/** A request's body, as far as the proxy goes by it. */
export type ReadRequest = {
  readonly body: JsonObject;
  readonly model: string;
  readonly isStream: boolean;
  /** Tools of the request that the provider defines and the client runs, by name. */
  readonly definedTools: ReadonlySet<string>;
  /** Tools that the provider runs. */
  readonly serverTools: readonly string[];
  /** True where what the model wrote is not all seen in the stream. */
  readonly hidesOutput: boolean;
  /** True where the client asked for the chunk with the usage itself. */
  readonly wantsUsage: boolean;
};

const MAX_NAME = 128;

/** Tools of Anthropic that the client runs; any other with a type of its own is run by the provider. */
const CLIENT_TOOLS = ['bash_', 'text_editor_', 'computer_', 'memory_', 'browser_'];
/** Tools of OpenAI that the client runs. */
const CLIENT_TYPES: ReadonlySet<string> = new Set([
  'function',
  'custom',
  'local_shell',
  'shell',
  'apply_patch',
  'computer',
  'computer_use_preview',
  'namespace',
]);

/** Reads what matters of a body, or says what it lacks. */
export function readRequest(endpoint: Endpoint, body: JsonObject): ReadRequest | string {
  const model = textAt(body, 'model');
  if (model === '' || model.length > MAX_NAME) return 'read the request: found no model of at most 128 characters';
  if (body['background'] === true)
    return 'read the request: found background, whose answer could be fetched past the gateway';
  const tools = objectsAt(body, 'tools');
  const isAnthropic = endpoint === 'messages' || endpoint === 'count-tokens';
  const isOurs = isAnthropic ? isClientTool : isClientType;
  const typed = tools.filter((tool) => !['', 'custom', 'function'].includes(textAt(tool, 'type')));
  const servers = objectsAt(body, 'mcp_servers').map((server) => `mcp:${textAt(server, 'name')}`);
  const search = isJsonObject(body['web_search_options']) ? ['web_search'] : [];
  return {
    body,
    model,
    isStream: body['stream'] === true,
    definedTools: new Set(typed.filter(isOurs).map(nameOf)),
    serverTools: [...typed.filter((tool) => !isOurs(tool)).map(nameOf), ...servers, ...search],
    hidesOutput: !isAnthropic || isJsonObject(body['thinking']),
    wantsUsage: objectAt(body, 'stream_options')['include_usage'] === true,
  };
}

function nameOf(tool: JsonObject): string {
  return textAt(tool, 'name') || textAt(tool, 'type');
}

function isClientTool(tool: JsonObject): boolean {
  return CLIENT_TOOLS.some((prefix) => textAt(tool, 'type').startsWith(prefix));
}

/** A shell in a container is the provider's. */
function isClientType(tool: JsonObject): boolean {
  return (
    CLIENT_TYPES.has(textAt(tool, 'type')) && !textAt(objectAt(tool, 'environment'), 'type').startsWith('container')
  );
}

/** What is recorded of a request, and the most that it can use. `text` is the body as it would leave. */
export function describeRequest(
  { provider, endpoint }: RoutedRequest,
  { text, request, notes }: { readonly text: string; readonly request: ReadRequest; readonly notes: JsonObject },
  { assumedOutputTokens, keepBodies }: ModelSettings,
): ModelRequest {
  const { body, model } = request;
  const messages = body['messages'] ?? body['input'];
  const bytes = Buffer.byteLength(text);
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const args: JsonObject = {
    bytes,
    digest,
    endpoint,
    messages: Array.isArray(messages) ? messages.length : 1,
    model,
    stream: request.isStream,
    ...(request.serverTools.length === 0 ? {} : { server_tools: request.serverTools.slice(0, 32) }),
    ...notes,
    ...(keepBodies && bytes <= MAX_KEPT_BYTES ? { body } : {}),
  };
  const output = outputLimit(body) ?? assumedOutputTokens;
  const choices = Math.max(1, countAt(body, 'n') ?? 1);
  const estimate =
    endpoint === 'count-tokens'
      ? null
      : { input: estimateInput(body, text), output: output * choices, cacheRead: 0, cacheWrite: 0 };
  return { provider: provider.name, model, endpoint, args, estimate, priceHundredths: priceFactor(body) };
}

/** A kept body must fit into an action with everything else. */
const MAX_KEPT_BYTES = 512 * 1024;

/** The largest of the limits that any provider goes by; null where none is set. */
function outputLimit(body: JsonObject): number | null {
  const limits = ['max_tokens', 'max_completion_tokens', 'max_output_tokens'].flatMap(
    (name) => countAt(body, name) ?? [],
  );
  return limits.length === 0 ? null : Math.max(...limits);
}

/** The body with the usage asked for at the end of a stream of chat completions. */
export function withUsageAsked(body: JsonObject): JsonObject {
  return { ...body, stream_options: { ...objectAt(body, 'stream_options'), include_usage: true } };
}
