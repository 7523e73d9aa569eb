import { request } from 'node:http';

/** Where a hook's event goes, and how long to wait for the answer. */
export type HookTarget = {
  readonly address: string;
  readonly token: string;
  /** The lease token to show; null where there is none. */
  readonly lease: string | null;
  readonly waitMs: number;
  /** The agent whose hook this is, as in the gateway's address for it. */
  readonly agent: string;
  /** The event the settings name; empty when they name none. */
  readonly event: string;
};

/** What the gateway says: `answer` is for standard output with exit code 0, `block` for standard error with 2. */
export type HookVerdict = { readonly verdict: 'answer' | 'block'; readonly text: string };

const MAX_ANSWER_BYTES = 1_048_576;

/**
 * Posts an event to the gateway and answers its verdict. Loopback only, status 200 only, whole answers only: raises Error
 * with a sentence for people otherwise.
 */
export async function postHook(body: Buffer, target: HookTarget): Promise<HookVerdict> {
  return parseAnswer(await exchange(body, target));
}

/** Reads the gateway's answer: a line `0 stdout` or `2 stderr`, the text, a line `end`. Raises Error for anything else. */
export function parseAnswer(answer: string): HookVerdict {
  const lines = answer.split('\n');
  if (lines.length < 4 || lines.at(-1) !== '' || lines.at(-2) !== 'end') {
    throw new Error('the answer of the gateway is not a whole one.');
  }
  const text = lines.slice(1, -2).join('\n');
  if (lines[0] === '0 stdout') return { verdict: 'answer', text };
  if (lines[0] === '2 stderr') return { verdict: 'block', text };
  throw new Error('the gateway answered something else than a verdict.');
}

function exchange(body: Buffer, target: HookTarget): Promise<string> {
  const url = urlOf(target);
  if (!isToken(target.token)) throw new Error('there is no token, or the token file does not hold one.');
  if (target.lease !== null && !isToken(target.lease))
    throw new Error('the file of the lease token does not hold one.');
  const options = {
    method: 'POST',
    agent: false,
    signal: AbortSignal.timeout(target.waitMs),
    headers: {
      authorization: `Bearer ${target.token}`,
      ...(target.lease === null ? {} : { 'countersign-lease': target.lease }),
      'content-type': 'application/json',
      'content-length': body.length,
      connection: 'close',
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) => reject(new Error(reason, { cause }));
    const broken = (cause: Error) =>
      fail(options.signal.aborted ? lateText(target) : `no gateway answers at ${url.origin}, or it broke off.`, cause);
    const sent = request(url, options, (response) => {
      if (response.statusCode === 200) {
        readAnswer(response).then(resolve, broken);
        return;
      }
      fail('the gateway answered with another status than 200.');
      sent.destroy();
    });
    sent.on('error', broken);
    sent.end(body);
  });
}

async function readAnswer(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function lateText({ waitMs }: HookTarget): string {
  return `the gateway did not answer within ${Math.round(waitMs / 1_000)} s.`;
}

function urlOf({ address, agent, event }: HookTarget): URL {
  const url = URL.canParse(address) ? new URL(`/hooks/${encodeURIComponent(agent)}/command`, address) : null;
  if (url === null || url.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(url.hostname)) {
    throw new Error('the address of the gateway is not http://127.0.0.1:PORT.');
  }
  if (event !== '') url.searchParams.set('event', event);
  return url;
}

/** The characters a token may have; the shim holds every transport to the same. */
function isToken(token: string): boolean {
  const allowed = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~+/=-';
  return token !== '' && [...token].every((character) => allowed.includes(character));
}
