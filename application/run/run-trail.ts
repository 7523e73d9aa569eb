import { SANDBOX_NAMES, type SandboxName } from '../../core/sandbox/guarantee.ts';
import { isEntryOfKind } from '../log/entry-type.ts';
import { RUN_CHANGES, type RunChanges } from './run-order.ts';

/** A run that the log begins and does not end, or whose changes it does not say what became of. */
export type DanglingRun = {
  readonly id: string;
  readonly session: string;
  readonly principal: string;
  readonly workspace: string;
  readonly isolation: SandboxName;
  readonly changes: RunChanges;
  readonly startedAtMs: number;
  readonly leaseMs: number;
  /** How many changed files waited for a person; null where the end of the run itself is missing. */
  readonly waiting: number | null;
};

/** How the types of entries about runs begin. */
const ABOUT_RUNS = 'run.';

/** Most runs that are followed; the oldest are let go of. No gateway runs as many at once. */
const MAX_FOLLOWED = 1_000;

/**
 * Follows through the log, entry by entry, which runs began and how they ended, and so knows at its end what a gateway that is
 * gone left open.
 *
 * An entry that is not as this program writes it is passed over. Nothing is thrown.
 */
export class RunTrail {
  private readonly runs = new Map<string, DanglingRun>();

  /** Takes the next entry of the log. */
  see(text: string): void {
    if (!isEntryOfKind(ABOUT_RUNS, text)) return;
    const entry: unknown = JSON.parse(text);
    const type = textOf(entry, 'type');
    const data = fieldOf(entry, 'data');
    const id = textOf(data, 'run');
    if (type === 'run.started') this.begin(id, { entry, data });
    else if (type === 'run.ended') this.end(id, data);
    else if (type === 'run.reviewed') this.runs.delete(id);
  }

  /** The runs that are still open where the log ends, oldest first. */
  left(): readonly DanglingRun[] {
    return [...this.runs.values()];
  }

  private begin(id: string, { entry, data }: { readonly entry: unknown; readonly data: unknown }): void {
    const isolation = SANDBOX_NAMES.find((one) => one === textOf(data, 'isolation'));
    const changes = RUN_CHANGES.find((one) => one === textOf(data, 'changes'));
    const workspace = textOf(data, 'workspace');
    if (id === '' || changes === undefined || workspace === '' || isolation === undefined) return;
    const [oldest] = this.runs.keys();
    if (this.runs.size >= MAX_FOLLOWED && oldest !== undefined) this.runs.delete(oldest);
    this.runs.set(id, {
      id,
      session: textOf(entry, 'session'),
      principal: textOf(data, 'principal'),
      workspace,
      isolation,
      changes,
      startedAtMs: numberOf(entry, 'at_ms'),
      leaseMs: numberOf(data, 'lease_ms'),
      waiting: null,
    });
  }

  /** A run whose changes are to be reviewed is over only with the record of what became of them. */
  private end(id: string, data: unknown): void {
    const run = this.runs.get(id);
    const files = numberOf(data, 'files');
    const result = textOf(data, 'result');
    const waits = run?.changes === 'review' && files > 0 && (result === 'ended' || result === 'stopped');
    if (run !== undefined && waits) this.runs.set(id, { ...run, waiting: files });
    else this.runs.delete(id);
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [key: string]: unknown })[name]
    : undefined;
}

function textOf(value: unknown, name: string): string {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : '';
}

function numberOf(value: unknown, name: string): number {
  const found = fieldOf(value, name);
  return typeof found === 'number' ? found : 0;
}
