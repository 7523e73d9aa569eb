import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { client } from '../gateway/account.ts';
import { count, explain } from '../state/words.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { Icon } from '../ui/icon.tsx';
import { Meter } from '../ui/panel.tsx';
import { type EarlierVerdict, type LogVerdict, verifyWholeLog } from '../verify/verify-log.ts';

const KEPT = 'countersign.verified-log';

/** Verifies the whole log here in the browser, and remembers what was seen, so that a log that was cut or rewritten shows. */
export function VerifyPanel(): JSX.Element {
  const progress = useSignal<readonly [number, number] | null>(null);
  const verdict = useSignal<LogVerdict | null>(null);
  const failure = useSignal<string | null>(null);
  const run = async () => {
    progress.value = [0, 1];
    [verdict.value, failure.value] = [null, null];
    try {
      const reader = {
        head: () => client().logHead(),
        keys: () => client().reading.logKeys(),
        entries: (range: { readonly from: number; readonly limit: number }) => client().logEntries(range),
      };
      const found = await verifyWholeLog(reader, {
        earlier: readEarlier(),
        onProgress: (done, of) => {
          progress.value = [done, of];
        },
      });
      verdict.value = found;
      if (found.problems.length === 0) {
        const { keys } = await client().reading.logKeys();
        localStorage.setItem(KEPT, JSON.stringify({ size: found.size, root: found.root, keys }));
      }
    } catch (error) {
      failure.value = explain(error).text;
    } finally {
      progress.value = null;
    }
  };
  return (
    <section class="verify" aria-label="Verification">
      <div class="verify-said" role="status">
        {progress.value === null ? (
          <Said verdict={verdict.value} failure={failure.value} />
        ) : (
          <Progress done={progress.value[0]} of={progress.value[1]} />
        )}
      </div>
      <button type="button" class="button primary" disabled={progress.value !== null} onClick={() => void run()}>
        <Icon name="shield" /> Verify the whole log
      </button>
    </section>
  );
}

function Progress({ done, of }: { readonly done: number; readonly of: number }): JSX.Element {
  return (
    <span class="verify-progress">
      <Meter share={done / of} label="Verified" /> {count(done)} of {count(of)} entries
    </span>
  );
}

function Said({
  verdict,
  failure,
}: {
  readonly verdict: LogVerdict | null;
  readonly failure: string | null;
}): JSX.Element {
  if (failure !== null)
    return (
      <span class="deny">
        <Icon name="warning" /> {failure}
      </span>
    );
  if (verdict === null)
    return (
      <span class="quiet">
        Recomputes every hash here in your browser; nothing is taken from the gateway on trust but its key, the first
        time.
      </span>
    );
  if (verdict.problems.length > 0) {
    return (
      <div class="deny">
        <b>
          <Icon name="warning" /> This log is not whole.
        </b>
        <ul>
          {verdict.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <span>
      <span class="allow">
        <Icon name="check" /> <b>{count(verdict.size)} entries, whole and signed</b>
      </span>{' '}
      by {verdict.origin}. Root <CopyId id={verdict.root} label="root" />
      {verdict.continues === true ? ' It continues what was verified here before.' : ''}
    </span>
  );
}

function readEarlier(): EarlierVerdict | null {
  const text = localStorage.getItem(KEPT);
  return text === null ? null : (JSON.parse(text) as EarlierVerdict);
}
