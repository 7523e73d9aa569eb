/** What a form of ours sends. */
export type AnswerForm = { readonly formToken: string; readonly verb: string };

const MAX_BODY_BYTES = 4_096;

/** Reads a form of exactly our two fields; null for anything else, and for more than 4 KiB. */
export async function readForm(request: Request): Promise<AnswerForm | null> {
  const type = (request.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return null;
  const text = await readText(request);
  if (text === null) return null;
  const fields = new URLSearchParams(text);
  const [formToken, verb] = [fields.get('form'), fields.get('verb')];
  return formToken !== null && verb !== null && fields.size === 2 ? { formToken, verb } : null;
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
