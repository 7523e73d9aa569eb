import { readFileSync } from 'node:fs';
import process from 'node:process';

const MAX_BYTES = 2_097_152;
const WAIT_MS = 90_000;

/**
 * The command hook where there is no bash: the same exchange as `hook-shim.bash`, on Node. Exit 0 with the gateway's output,
 * or 2 with the reason; nothing else.
 */
async function run(): Promise<number> {
  const state = process.env['COUNTERSIGN_STATE'] ?? '';
  const token = readFileSync(process.env['COUNTERSIGN_HOOK_TOKEN_FILE'] ?? `${state}/tokens/agent.token`, 'utf8').trim();
  const address = process.env['COUNTERSIGN_ADDRESS'] ?? readFileSync(`${state}/address`, 'utf8').trim();
  const body = await readInput();
  const event = process.argv[2] ?? '';
  const path = `/hooks/claude-code/command${event === '' ? '' : `?event=${encodeURIComponent(event)}`}`;
  const response = await fetch(new URL(path, address), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (response.status !== 200) throw new Error(`the gateway answered with status ${response.status}`);
  return answer(await response.text());
}

function answer(text: string): number {
  const [verdict, ...lines] = text.split('\n');
  const isWhole = lines.at(-1) === '' && lines.at(-2) === 'end';
  if (!isWhole) throw new Error('the answer of the gateway was cut off');
  const told = `${lines.slice(0, -2).join('\n')}\n`;
  if (verdict === '0 stdout') process.stdout.write(told);
  else if (verdict === '2 stderr') process.stderr.write(told);
  else throw new Error('the gateway answered something else than a verdict');
  return verdict === '0 stdout' ? 0 : 2;
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > MAX_BYTES) throw new Error(`the event has more than ${MAX_BYTES} bytes`);
  }
  return Buffer.concat(chunks);
}

run().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const found = error instanceof Error ? error.message : 'an unexpected failure';
    process.stderr.write(`Countersign: ${found}. The call did not run. Next: countersign up, then countersign doctor.\n`);
    process.exitCode = 2;
  },
);
