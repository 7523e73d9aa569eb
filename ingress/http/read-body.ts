import { Buffer, isUtf8 } from 'node:buffer';
import { fail, type Result } from '../../core/result.ts';
import { HTTP_LIMITS } from './http-options.ts';
import { parseJsonText } from './parse-json-text.ts';

/** Why a body was not read. */
export type BodyRefusal = {
  readonly code: 'input.media-type' | 'input.too-large' | 'input.malformed';
  readonly reason: string;
};

/**
 * Reads the JSON body of a request: `application/json` in UTF-8, at most `maxBytes`.
 *
 * The size is counted as the bytes arrive, whatever `Content-Length` says, and reading stops at the limit. A content
 * encoding is refused, so that nothing can be inflated.
 */
export async function readJsonBody(
  request: Request,
  { maxBytes }: { readonly maxBytes: number },
): Promise<Result<unknown, BodyRefusal>> {
  const { headers } = request;
  if (!isJsonType(headers.get('content-type'))) {
    return refuse('input.media-type', 'read the body: found another content type, want application/json');
  }
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    return refuse('input.media-type', 'read the body: found a content encoding, want none');
  }
  const tooLarge = refuse('input.too-large', `read the body: found more, want at most ${maxBytes} bytes`);
  const declared = declaredLength(headers.get('content-length'));
  if (declared !== null && declared > maxBytes) return tooLarge;
  const bytes = declared === null ? await readCounted(request.body, maxBytes) : await readDeclared(request);
  if (bytes === 'broken') return refuse('input.malformed', 'read the body: it ended early');
  if (bytes === null || bytes.length > maxBytes) return tooLarge;
  if (!isUtf8(bytes)) return refuse('input.malformed', 'read the body: found bytes that are not UTF-8');
  const parsed = parseJsonText(bytes.toString('utf8'), { maxDepth: HTTP_LIMITS.jsonDepth });
  return parsed.ok ? parsed : refuse('input.malformed', parsed.failure.reason);
}

function refuse(code: BodyRefusal['code'], reason: string): Result<never, BodyRefusal> {
  return fail({ code, reason });
}

function isJsonType(type: string | null): boolean {
  if (type === null) return false;
  if (type === 'application/json') return true;
  const [essence = '', ...parameters] = type.toLowerCase().split(';', 4);
  if (essence.trim() !== 'application/json') return false;
  return parameters.every((parameter) => ['charset=utf-8', 'charset="utf-8"'].includes(parameter.trim()));
}

function declaredLength(text: string | null): number | null {
  if (text === null || text.length === 0 || text.length > 15) return null;
  const length = Number(text);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}

/** The server hands over no more than was declared, so a declared body can be taken at once. */
async function readDeclared(request: Request): Promise<Buffer | 'broken'> {
  try {
    return Buffer.from(await request.arrayBuffer());
  } catch {
    return 'broken';
  }
}

/** Null as soon as there is more than `maxBytes`. */
async function readCounted(stream: Request['body'], maxBytes: number): Promise<Buffer | null | 'broken'> {
  if (stream === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of stream) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return 'broken';
  }
  return Buffer.concat(chunks);
}
