import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireCheckpoint, WireRestoration } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { say } from '../state/toast.ts';
import { explain, plural, words } from '../state/words.ts';
import { Ask } from '../ui/ask.tsx';
import { Fact } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

const SHOWN = 8;
const NAMED = 12;

/** The states of its workspace that were kept in a session, newest first, each to go back to. */
export function SessionCheckpoints({ checkpoints }: { readonly checkpoints: readonly WireCheckpoint[] }): JSX.Element {
  const asking = useSignal<WireRestoration | null>(null);
  const planned = asking.value;
  const look = (id: string) => {
    client()
      .checkpoints.restore(id, { dry_run: true })
      .then(
        (found) => {
          if (found.changes.length === 0) say('Nothing differs from it: there is nothing to put back.');
          else asking.value = found;
        },
        (error: unknown) => say(explain(error).text, { tone: 'bad' }),
      );
  };
  if (checkpoints.length === 0) {
    return (
      <Fact name="Checkpoints">
        <span class="quiet">none yet</span>
      </Fact>
    );
  }
  return (
    <Fact name="Checkpoints">
      <details class="checkpoints">
        <summary>{plural(checkpoints.length, 'state')} kept</summary>
        <ul>
          {checkpoints.slice(0, SHOWN).map((checkpoint) => (
            <Kept key={checkpoint.id} checkpoint={checkpoint} onRestore={() => look(checkpoint.id)} />
          ))}
        </ul>
        {checkpoints.length <= SHOWN ? null : (
          <p class="quiet">
            Older ones: <code>countersign checkpoint list</code>
          </p>
        )}
      </details>
      {planned === null ? null : (
        <RestoreDialog
          planned={planned}
          onClose={() => {
            asking.value = null;
          }}
        />
      )}
    </Fact>
  );
}

function Kept({
  checkpoint: { action, reason, taken_at_ms: atMs },
  onRestore,
}: {
  readonly checkpoint: WireCheckpoint;
  readonly onRestore: () => void;
}): JSX.Element {
  const said = words(reason).toLowerCase();
  return (
    <li>
      <span>
        {action === null ? (
          said
        ) : (
          <a class="link" href={linkTo('actions', action)}>
            {said} an action
          </a>
        )}
        , <Time atMs={atMs} />
      </span>
      {may('admin') ? (
        <button type="button" class="button small" onClick={onRestore}>
          Go back to it…
        </button>
      ) : null}
    </li>
  );
}

function RestoreDialog({
  planned: { checkpoint, changes, root },
  onClose,
}: {
  readonly planned: WireRestoration;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Ask
      title="Put the workspace back?"
      tone="danger"
      confirm={`Put ${plural(changes.length, 'path')} back`}
      fields={[]}
      onClose={onClose}
      run={async () => {
        const done = await client().checkpoints.restore(checkpoint);
        say(`${plural(done.changes.length, 'path')} put back. What stood there was kept, too.`, { tone: 'good' });
      }}
    >
      <p>
        In <VisibleText text={root} />. What stands there now is kept first, so that this can be undone.
      </p>
      <ul class="restored mono">
        {changes.slice(0, NAMED).map(({ path, after }) => (
          <li key={path}>
            {after.kind === 'absent' ? 'removed: ' : ''}
            <VisibleText text={path} />
          </li>
        ))}
      </ul>
      {changes.length <= NAMED ? null : <p class="quiet">and {changes.length - NAMED} more</p>}
    </Ask>
  );
}
