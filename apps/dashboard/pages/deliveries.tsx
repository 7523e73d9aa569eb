import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireDelivery } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { say } from '../state/toast.ts';
import { explain, nameOf, words } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { Table } from '../ui/table.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

/** How many messages are shown before somebody asks for more. */
const FIRST = 12;

const DELIVERY_TONES = {
  delivered: 'allow',
  accepted: 'allow',
  failed: 'deny',
  dead: 'deny',
  queued: 'accent',
  sending: 'accent',
  standby: 'plain',
  dropped: 'plain',
} as const;

/** Messages that were sent or wait to be, newest first. */
export function Deliveries({
  deliveries,
  onRetried,
}: {
  readonly deliveries: readonly WireDelivery[];
  readonly onRetried: () => void;
}): JSX.Element {
  const isWhole = useSignal(false);
  const retry = (id: string) => {
    client()
      .channels.retry(id)
      .then(onRetried, (error: unknown) => say(explain(error).text, { tone: 'bad' }));
  };
  if (deliveries.length === 0) return <p class="panel-body quiet">Nothing was sent yet.</p>;
  return (
    <>
      <Table
        isCompact
        label="Messages"
        rows={isWhole.value ? deliveries : deliveries.slice(0, FIRST)}
        keyOf={({ id }) => id}
        columns={[
          { name: 'When', of: ({ created_at_ms }) => <Time atMs={created_at_ms} /> },
          { name: 'Channel', of: ({ channel }) => channel },
          { name: 'To', of: ({ person }) => (person === null ? <span class="quiet">everybody</span> : nameOf(person)) },
          {
            name: 'What',
            of: ({ purpose, request }) => (
              <>
                {words(purpose)} {request === null ? null : <CopyId id={request} label="request" />}
              </>
            ),
          },
          {
            name: 'State',
            of: ({ state, failure }) => (
              <>
                <Badge tone={DELIVERY_TONES[state]}>{words(state)}</Badge>{' '}
                {failure === null ? null : (
                  <small>
                    <VisibleText text={failure} />
                  </small>
                )}
              </>
            ),
          },
          { name: 'Tries', isNumber: true, of: ({ attempts }) => attempts },
          {
            name: '',
            of: ({ id, state }) =>
              state === 'dead' && may('admin') ? (
                <button type="button" class="button small" onClick={() => retry(id)}>
                  Try again
                </button>
              ) : null,
          },
        ]}
      />
      {isWhole.value || deliveries.length <= FIRST ? null : (
        <button
          type="button"
          class="panel-more"
          onClick={() => {
            isWhole.value = true;
          }}
        >
          Show {deliveries.length - FIRST} more
        </button>
      )}
    </>
  );
}
