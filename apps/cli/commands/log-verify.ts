import { readFileSync } from 'node:fs';
import type { Checkpoint } from '../../../core/audit/checkpoint.ts';
import { trustCheckpoint } from '../../../core/audit/trust-checkpoint.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { verifySignature } from '../log/crypto.ts';
import { followHandovers } from '../log/follow-handovers.ts';
import { KEY_OPTIONS, openLogSource, readKeyOptions, SOURCE_OPTIONS } from '../log/open-log.ts';
import { type TrustedKeys, trustPolicyFor } from '../log/trust-keys.ts';
import { type LogReport, verifyLog } from '../log/verify-log.ts';
import { formatDuration } from '../terminal/format-time.ts';
import { startProgress } from '../terminal/progress.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Recomputes the log and compares it with everything that was signed about it. */
export const logVerify: Command = {
  path: ['log', 'verify'],
  summary: 'recompute the whole log offline and compare it with its signed head',
  details: [
    'Needs no running gateway and shares no code with it but the Merkle tree and note format. Ends with 0 when the log holds, with 40 when it does not.',
    'A log whose key was rotated is followed from the key you trust through its `key.handover` entries; one that the old key did not sign is a problem.',
    'Keep a copy of the file `checkpoint` or of a receipt elsewhere: with --checkpoint the log must also continue it, which shows whether history was rewritten or rolled back.',
  ],
  options: [
    ...SOURCE_OPTIONS,
    ...KEY_OPTIONS,
    {
      name: 'checkpoint',
      value: 'FILE',
      completes: 'file',
      summary: 'a checkpoint kept from earlier, which the log must continue',
    },
  ],
  examples: [
    { line: 'countersign log verify', does: "verify the gateway's own log" },
    {
      line: 'countersign log verify --dir ./export --vkey ./log.vkey',
      does: 'verify an export, with a key from elsewhere',
    },
    {
      line: 'countersign log verify --checkpoint last-week.checkpoint',
      does: 'verify that nothing before last week changed',
    },
  ],
  run: async (invocation, context) => {
    const keys = readKeyOptions(invocation, context);
    const source = openLogSource(invocation, context);
    const progress = startProgress(context.terminal, 'verifying the log');
    try {
      const followed = followHandovers(source, keys);
      const earlier = readEarlier(invocation.text('checkpoint'), followed.everyKey);
      const report = verifyLog(source, { keys, followed, earlier, onProgress: progress.update });
      progress.end();
      if (invocation.json) context.terminal.json(toJson(report, keys));
      else show(report, { keys, context });
      return report.problems.length === 0 ? EXIT.ok : EXIT.verificationFailed;
    } finally {
      source.close();
    }
  },
};

function readEarlier(path: string | null, keys: TrustedKeys): Checkpoint | null {
  if (path === null) return null;
  const note = readFileSync(path, 'utf8');
  const policy = { ...trustPolicyFor(note, keys), witnessQuorum: 0 };
  const trusted = trustCheckpoint(note, { policy, verify: verifySignature });
  if (trusted.ok) return trusted.value.checkpoint;
  throw new CliError('verificationFailed', `read the checkpoint ${path}: ${trusted.failure}`);
}

function toJson(report: LogReport, keys: TrustedKeys): object {
  return {
    ok: report.problems.length === 0,
    source: report.source,
    origin: report.origin,
    size: report.size,
    root: report.root,
    counts: report.counts,
    witnesses: report.witnesses,
    continues_checkpoint: report.continues,
    handovers: report.handovers,
    keys_are_self_declared: keys.isSelfDeclared,
    problems: report.problems,
    duration_ms: Math.round(report.durationMs),
  };
}

function show(report: LogReport, { keys, context }: { readonly keys: TrustedKeys; readonly context: Context }): void {
  const { style, out, err } = context.terminal;
  const isSound = report.problems.length === 0;
  const verdict = isSound ? style.green('✓ the log holds') : style.red('✗ THE LOG DOES NOT HOLD');
  out(`${verdict}: ${report.size} entries in ${formatDuration(report.durationMs)}`);
  for (const problem of report.problems) out(`  ${style.red('problem')}    ${visibleText(problem)}`);
  out(`  log        ${report.origin ?? 'unknown'}`);
  out(`  root       ${report.root}`);
  const counts = Object.entries(report.counts).map(([type, count]) => `${visibleText(type)} ${count}`);
  out(`  entries    ${counts.length === 0 ? 'none' : counts.join(', ')}`);
  out(`  witnesses  ${report.witnesses.length === 0 ? 'none checked' : report.witnesses.join(', ')}`);
  if (report.handovers.length > 0) out(`  keys       handed over in entries ${report.handovers.join(', ')}: followed`);
  if (report.continues !== null)
    out(`  earlier    ${report.continues ? 'continued: nothing before it changed' : style.red('NOT continued')}`);
  if (keys.isSelfDeclared) {
    out(
      `  ${style.dim('The key is the one beside the log. For an independent check, give --vkey from elsewhere, or --witness-vkey.')}`,
    );
  }
  if (!isSound)
    err(
      'next: keep everything as evidence, and restore from a backup that is not older than the newest checkpoint you have.',
    );
}
