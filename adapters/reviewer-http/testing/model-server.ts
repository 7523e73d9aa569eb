import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived: where, with which headers, and the body as JSON. */
export type SeenRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
};

/** How the server answers one request. */
export type Answering = (request: SeenRequest, response: ServerResponse) => void;

/** An HTTP server in place of a provider of models. */
export type ModelServer = {
  readonly url: string;
  readonly seen: SeenRequest[];
  answer: Answering;
  readonly close: () => Promise<void>;
};

/** Starts one that answers in the form of OpenAI's chat completions or of Anthropic's messages, by the path that is asked. */
export async function startModelServer(say: (request: SeenRequest) => string = () => 'APPROVE'): Promise<ModelServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
      const one = { path: request.url ?? '', headers: request.headers, body };
      seen.push(one);
      model.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const model: ModelServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: (request, response) => replyWith(request.path, say(request), response),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return model;
}

/** A finished answer with one text, in the form of the API that is asked. */
export function replyWith(path: string, text: string, response: ServerResponse): void {
  const isAnthropic = path.endsWith('/messages');
  const body = isAnthropic
    ? { type: 'message', role: 'assistant', content: [{ type: 'text', text }], stop_reason: 'end_turn' }
    : { choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }] };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
