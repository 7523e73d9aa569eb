import { parseUint64 } from '../../core/encoding/decimal.ts';
import type { WitnessAnswer, WitnessClient } from '../../ports/witness-client.ts';

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 65_536;

/** Speaks the C2SP witness protocol over HTTP. Redirects are not followed; an answer that cannot be read is no answer. */
export function createWitnessClient({
  keys,
  url,
}: Pick<WitnessClient, 'keys'> & { readonly url: string }): WitnessClient {
  const endpoint = new URL('add-checkpoint', url.endsWith('/') ? url : `${url}/`);
  return {
    keys,
    addCheckpoint: async (body) => {
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await fetch(endpoint, { method: 'POST', body, redirect: 'error', signal });
        return readAnswer(response.status, await readBounded(response));
      } catch (error) {
        return { kind: 'unreachable', message: error instanceof Error ? error.message : 'no answer' };
      }
    },
  };
}

function readAnswer(status: number, text: string): WitnessAnswer {
  if (status === 200) return { kind: 'cosigned', lines: text };
  const size = status === 409 ? parseUint64(text.trimEnd()) : null;
  return size === null ? { kind: 'refused', status, message: text.slice(0, 200) } : { kind: 'stale', size };
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_ANSWER_BYTES)
      throw new RangeError(`read a witness's answer: more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
