/**
 * Measures what the project promises about speed and memory, each beside something real from the same run: `npm run bench`.
 * With arguments, only the parts named: decide, durable, http, shim, log, mcp, checkpoint, source, egress, model, sandbox, guardrails, crisis. Exit status 1 when a target is missed.
 */
import { sha256 } from '../adapters/node-crypto/hash.ts';
import { benchCheckpoint } from './checkpoint.ts';
import { benchCrisis } from './crisis.ts';
import { benchDecide } from './decide.ts';
import { benchDurable } from './durable.ts';
import { benchEgress } from './egress.ts';
import { benchGuardrails } from './guardrails.ts';
import { benchHttp } from './http.ts';
import { benchLargeLog } from './large-log.ts';
import { benchMcp } from './mcp.ts';
import { type BenchLine, formatLine } from './measure.ts';
import { benchModelProxy } from './model-proxy.ts';
import { benchSandbox } from './sandbox.ts';
import { benchShim } from './shim.ts';
import { benchSource } from './source.ts';

const PARTS: { readonly [name: string]: () => Promise<readonly BenchLine[]> } = {
  decide: () => benchDecide(sha256),
  durable: benchDurable,
  http: benchHttp,
  shim: benchShim,
  log: benchLargeLog,
  mcp: benchMcp,
  checkpoint: benchCheckpoint,
  source: benchSource,
  egress: benchEgress,
  model: benchModelProxy,
  sandbox: benchSandbox,
  guardrails: benchGuardrails,
  crisis: benchCrisis,
};

const wanted = process.argv.slice(2);
let isMet = true;
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const line of await run()) {
    const text = formatLine(line);
    isMet &&= text.startsWith('ok');
    process.stdout.write(`${text}\n`);
  }
}
process.exit(isMet ? 0 : 1);
