/** What a form of ours sends. */
export type AnswerForm = {
  readonly formToken: string;
  readonly verb: string;
  /** Of an authenticator app, as it was typed; empty where none was. */
  readonly code: string;
};

const MAX_BODY_BYTES = 4_096;

/** Reads a form of exactly our fields, with or without the code; null for anything else, and for more than 4 KiB. */
export async function readForm(request: Request): Promise<AnswerForm | null> {
  const type = (request.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return null;
  const text = await readText(request);
  if (text === null) return null;
  const fields = new URLSearchParams(text);
  const [formToken, verb] = [fields.get('form'), fields.get('verb')];
  const code = fields.get('code');
  if (formToken === null || verb === null || fields.size !== (code === null ? 2 : 3)) return null;
  return { formToken, verb, code: (code ?? '').trim() };
}

async function readText(request: Request): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of request.body ?? []) {
    sizeBytes += part.length;
    if (sizeBytes > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
