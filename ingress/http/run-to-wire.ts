import type { OpenedRun, RunSummary, RunView } from '../../application/run/run-view.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { GUARANTEES, type SandboxName } from '../../core/sandbox/guarantee.ts';
import type { SandboxProbe, TerminalLaunch } from '../../ports/sandbox.ts';
import type { WireLaunch, WireOpenedRun, WireRun, WireRunSummary, WireSandbox, WireShownRun } from '../../sdk/wire.ts';

/** A run that began, on the wire. */
export function openedRunToWire({ run, launch, notes }: OpenedRun): WireOpenedRun {
  return { run: runToWire(run), launch: launch === null ? null : launchToWire(launch), notes };
}

function launchToWire({ argv, environment, inputs }: TerminalLaunch): WireLaunch {
  return { argv, environment, inputs: inputs.map((one) => toBase64(one)) };
}

/** A run, on the wire. */
export function runToWire({ startedAtMs, expiresAtMs, ...run }: RunView): WireRun {
  return { ...run, started_at_ms: startedAtMs, expires_at_ms: expiresAtMs };
}

/** A run and what became of it, on the wire. */
export function shownRunToWire({
  run,
  summary,
}: {
  readonly run: RunView;
  readonly summary: RunSummary | null;
}): WireShownRun {
  return { run: runToWire(run), summary: summary === null ? null : summaryToWire(summary) };
}

/** What a kind of sandbox enforces, on the wire. */
export function sandboxToWire({
  name,
  probe: { works, version, enforces, missing },
}: {
  readonly name: SandboxName;
  readonly probe: SandboxProbe;
}): WireSandbox {
  return { name, works, version, enforces: GUARANTEES.filter((one) => enforces.has(one)), missing };
}

function summaryToWire({ durationMs, actions, files, total, leftOut, notKept, traffic, spent, ...rest }: RunSummary) {
  const { opened, refused, bytesOut, bytesIn, refusedHosts } = traffic;
  return {
    duration_ms: durationMs,
    actions,
    files,
    file_count: total,
    left_out: leftOut,
    not_kept: notKept,
    traffic: { opened, refused, bytes_out: bytesOut, bytes_in: bytesIn, refused_hosts: refusedHosts },
    spent: spent === null ? null : { tokens: spent.tokens, cost_micros: spent.costMicros },
    stopped: rest.stopped,
    output: outputToWire(rest.output),
    notes: rest.notes,
    remains: rest.remains,
  } satisfies WireRunSummary;
}

function outputToWire(output: RunSummary['output']): WireRunSummary['output'] {
  return output === null ? null : { stdout: output.stdout, stderr: output.stderr, exit_code: output.exitCode };
}
