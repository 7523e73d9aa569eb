import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
const EMPTY = { type: 'object' as const, properties: {} };
const TOOLS = [
  'test_simple_text',
  'test_image_content',
  'test_audio_content',
  'test_embedded_resource',
  'test_multiple_content_types',
  'test_tool_with_logging',
  'test_error_handling',
  'test_tool_with_progress',
  'test_sampling',
  'test_elicitation',
  'test_elicitation_sep1034_defaults',
  'test_elicitation_sep1330_enums',
];
const SCHEMA_2020 = {
  name: 'json_schema_2020_12_tool',
  description: 'Tool with JSON Schema 2020-12 features',
  inputSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object' as const,
    $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
    properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  },
};

const text = (said: string) => ({ type: 'text' as const, text: said });
const image = { type: 'image' as const, data: PNG, mimeType: 'image/png' };
const embedded = (uri: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType: 'text/plain', text: 'inside' },
});
const user = (content: object) => ({ messages: [{ role: 'user', content }] });

const ENUMS = {
  type: 'object',
  properties: {
    untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
    titledSingle: {
      type: 'string',
      oneOf: [
        { const: 'value1', title: 'First' },
        { const: 'value2', title: 'Second' },
      ],
    },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2'], enumNames: ['One', 'Two'] },
    untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
    titledMulti: {
      type: 'array',
      items: {
        anyOf: [
          { const: 'value1', title: 'First' },
          { const: 'value2', title: 'Second' },
        ],
      },
    },
  },
};
const DEFAULTS = {
  type: 'object',
  properties: {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  },
};

function makeServer(): Server {
  const server = new Server(
    { name: 'conformance', version: '1.0.0' },
    { capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {}, logging: {} } },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...TOOLS.map((name) => ({ name, description: `The tool ${name}`, inputSchema: EMPTY })), SCHEMA_2020],
  }));
  addTools(server);
  addResources(server);
  addPrompts(server);
  server.setRequestHandler(CompleteRequestSchema, () => ({
    completion: { values: ['paris'], total: 1, hasMore: false },
  }));
  server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  return server;
}

function addTools(server: Server): void {
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const ask = async (message: string, requestedSchema: object) => {
      const request = { method: 'elicitation/create' as const, params: { message, requestedSchema } };
      const { action, content } = await extra.sendRequest(request, ElicitResultSchema);
      return { content: [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`)] };
    };
    const wait = () => new Promise((done) => setTimeout(done, 50));
    switch (params.name) {
      case 'test_simple_text':
        return { content: [text('This is a simple text response for testing.')] };
      case 'test_image_content':
        return { content: [image] };
      case 'test_audio_content':
        return { content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] };
      case 'test_embedded_resource':
        return { content: [embedded('test://embedded-resource')] };
      case 'test_multiple_content_types':
        return { content: [text('Multiple content types test:'), image, embedded('test://mixed-content-resource')] };
      case 'test_error_handling':
        return { isError: true, content: [text('This tool intentionally returns an error for testing')] };
      case 'test_tool_with_logging':
        for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
          await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
          await wait();
        }
        return { content: [text('done')] };
      case 'test_tool_with_progress':
        for (const progress of [0, 50, 100]) {
          const progressToken = extra._meta?.progressToken ?? 0;
          await extra.sendNotification({
            method: 'notifications/progress',
            params: { progressToken, progress, total: 100 },
          });
          await wait();
        }
        return { content: [text('done')] };
      case 'test_sampling': {
        const messages = [{ role: 'user' as const, content: text(String(params.arguments?.['prompt'])) }];
        const request = { method: 'sampling/createMessage' as const, params: { messages, maxTokens: 100 } };
        const { content } = await extra.sendRequest(request, CreateMessageResultSchema);
        return { content: [text(`LLM response: ${JSON.stringify(content)}`)] };
      }
      case 'test_elicitation':
        return ask(String(params.arguments?.['message']), {
          type: 'object',
          properties: { response: { type: 'string' } },
        });
      case 'test_elicitation_sep1034_defaults':
        return ask('Please review', DEFAULTS);
      case 'test_elicitation_sep1330_enums':
        return ask('Please choose', ENUMS);
      default:
        throw new Error(`no tool ${params.name}`);
    }
  });
}

function addResources(server: Server): void {
  const listed = ['test://static-text', 'test://static-binary', 'test://watched-resource'];
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: listed.map((uri) => ({ uri, name: uri, description: 'A resource', mimeType: 'text/plain' })),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => {
    if (uri === 'test://static-binary') return { contents: [{ uri, mimeType: 'image/png', blob: PNG }] };
    const id = /template\/([^/]+)\//.exec(uri)?.[1];
    const said =
      id === undefined
        ? 'This is the content of the static text resource.'
        : JSON.stringify({ id, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: 'text/plain', text: said }] };
  });
  server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
}

function addPrompts(server: Server): void {
  const names = [
    'test_simple_prompt',
    'test_prompt_with_arguments',
    'test_prompt_with_embedded_resource',
    'test_prompt_with_image',
  ];
  const required = (name: string) => ({ name, description: name, required: true });
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: names.map((name) => ({
      name,
      description: `The prompt ${name}`,
      arguments: name === 'test_prompt_with_arguments' ? [required('arg1'), required('arg2')] : [],
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const { arg1, arg2, resourceUri } = params.arguments ?? {};
    if (params.name === 'test_prompt_with_arguments')
      return user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`));
    if (params.name === 'test_prompt_with_embedded_resource')
      return user(embedded(resourceUri ?? 'test://example-resource'));
    return user(params.name === 'test_prompt_with_image' ? image : text('This is a simple prompt for testing.'));
  });
}

/** Serves what the conformance suite asks a server for, over the official transport of the 1.x line, with sessions. */
export async function serveConformanceServer(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const http: HttpServer = createServer((request, response) => {
    const host = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/;
    const { origin } = request.headers;
    const isOurs =
      host.test(request.headers.host ?? '') && (origin === undefined || host.test(origin.replace('http://', '')));
    if (!isOurs) {
      response.writeHead(403).end();
      return;
    }
    const known = sessions.get(String(request.headers['mcp-session-id']));
    const transport =
      known ??
      new StreamableHTTPServerTransport({
        sessionIdGenerator: () => randomUUID(),
        onsessioninitialized: (id) => void sessions.set(id, transport),
      });
    const ready = known === undefined ? makeServer().connect(transport) : Promise.resolve();
    void ready.then(() => transport.handleRequest(request, response));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    close: async () => {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
