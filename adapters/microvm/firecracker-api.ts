import { request } from 'node:http';

const TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Speaks Firecracker's API (HTTP on a socket file, JSON; its OpenAPI description, version 1). A refusal raises with the words of
 * Firecracker's `fault_message`.
 */
export class FirecrackerApi {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  put(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#send('PUT', { path, body });
  }

  patch(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#send('PATCH', { path, body });
  }

  #send(
    method: string,
    { path, body }: { readonly path: string; readonly body: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const refuse = (why: string): void => reject(new Error(`${method} ${path}: ${why.slice(0, 500)}`));
      const headers = {
        'content-type': 'application/json',
        accept: 'application/json',
        'content-length': Buffer.byteLength(text),
      };
      const asked = request({ socketPath: this.#socketPath, method, path, headers, timeout: TIMEOUT_MS }, (answer) => {
        let said = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          said += chunk;
          if (said.length > MAX_ANSWER_BYTES) answer.destroy(new Error('its answer is too long'));
        });
        answer.on('error', (error) => refuse(error.message));
        answer.on('end', () =>
          answer.statusCode === 204 || answer.statusCode === 200 ? resolve() : refuse(faultOf(said)),
        );
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
      asked.on('error', (error) => refuse(error.message));
      asked.end(text);
    });
  }
}

function faultOf(said: string): string {
  try {
    const value: unknown = JSON.parse(said);
    if (typeof value === 'object' && value !== null && 'fault_message' in value) return String(value.fault_message);
  } catch {
    return said;
  }
  return said;
}
