import process from 'node:process';
import { type HookTarget, postHook } from './post-hook.ts';
import { firstLine, stateDirectory } from './state-files.ts';

const DEFAULT_ADDRESS = 'http://127.0.0.1:7391';
const DEFAULT_WAIT_SECONDS = '80';
const MAX_BYTES = 2_097_152;

/**
 * The command hook where neither bash nor curl can do it: the same exchange on Node. Exit 0 with the gateway's output, or 2
 * with the reason; nothing else.
 *
 * Run by `hook-shim.sh` with address, token file, seconds to wait, agent and event; run alone it finds all that itself.
 */
async function run(): Promise<number> {
  const { verdict, text } = await postHook(await readInput(), targetOf(process.argv.slice(2)));
  const stream = verdict === 'answer' ? process.stdout : process.stderr;
  await new Promise<void>((resolve, reject) => {
    stream.write(text === '' ? '' : `${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
  return verdict === 'answer' ? 0 : 2;
}

function targetOf(words: readonly string[]): HookTarget {
  const alone = ['', '', process.env['COUNTERSIGN_HOOK_WAIT'] || DEFAULT_WAIT_SECONDS, ...hookIn(words)];
  const [address, tokenFile, seconds, agent = '', event = ''] = words.length === 5 ? words : alone;
  const state = stateDirectory(process.env);
  const file = tokenFile || process.env['COUNTERSIGN_HOOK_TOKEN_FILE'] || `${state}/tokens/agent.token`;
  const leaseFile = process.env['COUNTERSIGN_LEASE_FILE'] ?? '';
  return {
    address: address || process.env['COUNTERSIGN_ADDRESS'] || firstLine(`${state}/address`) || DEFAULT_ADDRESS,
    token: firstLine(file),
    lease: leaseFile === '' ? null : firstLine(leaseFile),
    waitMs: Number(seconds) * 1_000,
    agent,
    event,
  };
}

/** The agent and the event of `[hook AGENT] [EVENT]`. */
function hookIn(words: readonly string[]): readonly [string, string] {
  const [first = '', agent = '', event = ''] = words;
  return first === 'hook' ? [agent, event] : ['claude-code', first];
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > MAX_BYTES) throw new Error(`the event has more than ${MAX_BYTES} bytes.`);
  }
  return Buffer.concat(chunks);
}

run().then(
  (status) => process.exit(status),
  (error: unknown) => {
    const found = error instanceof Error ? error.message : 'the hook failed.';
    process.stderr.write(
      `Countersign: ${found} This counts as denied. Run: countersign up, then countersign doctor.\n`,
    );
    process.exit(2);
  },
);
