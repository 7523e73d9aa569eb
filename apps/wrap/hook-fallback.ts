import process from 'node:process';
import { isAnotherUsers } from './listener-owner.ts';
import { type HookTarget, postHook } from './post-hook.ts';
import { firstLine, stateDirectory } from './state-files.ts';

const DEFAULT_ADDRESS = 'http://127.0.0.1:7391';
const DEFAULT_WAIT_SECONDS = '80';
const MAX_BYTES = 2_097_152;

/**
 * The command hook where neither bash nor curl can do it: the same exchange on Node. Exit 0 with the gateway's output, or 2
 * with the reason; nothing else.
 *
 * Run by `hook-shim.sh` with address, token file, seconds to wait, agent, event and whose token it is; run alone it finds all that itself. A token
 * of our own state directory is shown to no program of another user.
 */
async function run(): Promise<number> {
  const { target, isOwnToken } = targetOf(process.argv.slice(2));
  const input = await readInput();
  const port = URL.canParse(target.address) ? Number(new URL(target.address).port || '80') : 0;
  if (isOwnToken && isAnotherUsers(port)) throw new Error(`a program of another user listens at port ${port}.`);
  const { verdict, text } = await postHook(input, target);
  const stream = verdict === 'answer' ? process.stdout : process.stderr;
  await new Promise<void>((resolve, reject) => {
    stream.write(text === '' ? '' : `${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
  return verdict === 'answer' ? 0 : 2;
}

type Meant = { readonly target: HookTarget; readonly isOwnToken: boolean };

function targetOf(words: readonly string[]): Meant {
  const given = process.env['COUNTERSIGN_HOOK_TOKEN_FILE'] || '';
  const whose = given === '' ? 'own' : 'given';
  const alone = ['', '', process.env['COUNTERSIGN_HOOK_WAIT'] || DEFAULT_WAIT_SECONDS, ...hookIn(words), whose];
  const [address, tokenFile, seconds, agent = '', event = '', owned] = words.length === 6 ? words : alone;
  const state = stateDirectory(process.env);
  const file = tokenFile || given || `${state}/tokens/agent.token`;
  const leaseFile = process.env['COUNTERSIGN_LEASE_FILE'] ?? '';
  const target = {
    address: address || process.env['COUNTERSIGN_ADDRESS'] || firstLine(`${state}/address`) || DEFAULT_ADDRESS,
    token: firstLine(file),
    lease: leaseFile === '' ? null : firstLine(leaseFile),
    waitMs: Number(seconds) * 1_000,
    agent,
    event,
  };
  return { target, isOwnToken: owned !== 'given' };
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
