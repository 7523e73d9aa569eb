import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { openTokenNarrowing } from '../../../adapters/biscuit/open-lease-tokens.ts';
import { narrowingBlock } from '../../../application/lease/lease-terms.ts';
import { LEASE_TIMES } from '../../../core/lease/lease.ts';
import { parseNarrowing } from '../../../core/lease/parse-lease-terms.ts';
import type { Places } from '../environment.ts';
import { tellProblem } from '../tell-problem.ts';

const MAX_TOKEN_BYTES = 65_536;

/**
 * Narrows a lease token for a sub-agent, without asking anybody: the token from a file or standard input, the narrower one to standard
 * output. Ends with 2 for terms that cannot be, with 1 for a token that does not hold.
 */
export async function runAttenuate(args: readonly string[], { stateDirectory }: Places): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { terms: { type: 'string' }, in: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } },
    strict: true,
  });
  const json = values.json === true;
  const read = parseNarrowing(parseOrNull(values.terms ?? '{}'));
  if (!read.ok) return tellProblem({ message: `narrow a lease: ${read.failure.join('; ')}` }, { json, exitCode: 2 });
  const keyFile = join(stateDirectory, 'keys', 'lease.pub');
  const publicKey = values.key ?? readText(keyFile);
  if (publicKey === null)
    return tellProblem(
      {
        message: `narrow a lease: ${keyFile} cannot be read, want the key that leases are signed with`,
        remedies: ['Name it: `--key KEY`. The gateway makes the file when it starts: `countersign up`.'],
      },
      { json, exitCode: 2 },
    );
  const narrow = await openTokenNarrowing(publicKey);
  const token = readText(values.in ?? 0);
  if (token === null)
    return tellProblem(
      {
        message: `narrow a lease: ${JSON.stringify(values.in ?? '-')} cannot be read, want a file with a lease token`,
        remedies: ['Name another file with `--in FILE`, or give the token on standard input.'],
      },
      { json, exitCode: 2 },
    );
  const latestMs = Date.now() + LEASE_TIMES.longestMs;
  const expiresAtMs = Math.min(latestMs, read.value.expiresAtMs ?? latestMs);
  const narrowed = narrow(token, narrowingBlock(read.value, expiresAtMs));
  if (!narrowed.ok) return tellProblem({ message: `narrow a lease: ${narrowed.failure}` }, { json, exitCode: 1 });
  const shown = json ? JSON.stringify({ token: narrowed.value, expires_at_ms: expiresAtMs }) : narrowed.value;
  process.stdout.write(`${shown}\n`);
  return 0;
}

/** A short text from a file or standard input, without blanks around it; null where it cannot be read. */
function readText(from: string | 0): string | null {
  try {
    const bytes = readFileSync(from).subarray(0, MAX_TOKEN_BYTES + 1);
    return bytes.toString('utf8').trim();
  } catch {
    return null;
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
