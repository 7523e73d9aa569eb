import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WireActionRow } from '../../../sdk/wire.ts';
import { may } from '../gateway/account.ts';
import { go, linkTo, queryValue } from '../router.ts';
import { feedFailure, isReadingOlder, keepFeed, olderFrom, readOlder, rows } from '../state/feed.ts';
import { standingOf, UNDOABLE, undoAction } from '../state/inbox.ts';
import { useKeys } from '../state/keys.ts';
import { MAX_ROWS } from '../state/merge-rows.ts';
import { count, nameOf, shortId } from '../state/words.ts';
import { Risk, StatusMark, VerdictBadge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Empty, Failure, Loading } from '../ui/standing.tsx';
import { ClockTime } from '../ui/time.tsx';
import { isPhone } from '../ui/use-width.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

const VERDICTS = [
  [null, 'All'],
  ['allow', 'Allowed'],
  ['require-approval', 'Asked'],
  ['defer', 'Held back'],
  ['deny', 'Denied'],
] as const;
const COLUMNS = ['When', 'Verdict', 'What', 'Effects', 'Risk', 'Agent', 'Now'];
const ROW = 48;
const PHONE_ROW = 108;

/** Every action as it is decided, newest first. */
export function Feed(): JSX.Element {
  const verdict = useSignal<string | null>(null);
  const session = queryValue('session') ?? null;
  const current = useSignal(-1);
  const filter = { verdict: verdict.value, session };
  useEffect(() => keepFeed(filter), [verdict.value, session]);
  const all = rows.value ?? [];
  const move = (step: number) => {
    current.value = Math.max(0, Math.min(all.length - 1, current.value + step));
  };
  const open = () => {
    const row = all[current.value];
    if (row !== undefined) go(linkTo('actions', row.action_id));
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(current.value < 0 ? {} : { Enter: open }),
  });
  return (
    <div class="page fill">
      <PageHead
        title="Live feed"
        actions={
          <Filter
            value={verdict.value}
            onChange={(next) => {
              verdict.value = next;
              current.value = -1;
            }}
          />
        }
      >
        {session === null ? (
          'Every action, as it is decided.'
        ) : (
          <>
            Only session <span class="mono">{shortId(session)}</span>.{' '}
            <a class="link" href={linkTo('feed')}>
              Show all
            </a>
          </>
        )}
      </PageHead>
      <FeedBody
        current={current.value}
        onOlder={() => void readOlder(filter)}
        isFiltered={verdict.value !== null || session !== null}
      />
      <p class="page-foot" hidden={all.length === 0}>
        {count(all.length)} shown
        {all.length >= MAX_ROWS
          ? ', the newest; a filter finds older ones'
          : olderFrom.value === null
            ? ', all there are'
            : isReadingOlder.value
              ? ', reading older ones…'
              : '; scroll for older ones'}
      </p>
    </div>
  );
}

function Filter({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}): JSX.Element {
  return (
    <div class="segments" role="group" aria-label="Show only">
      {VERDICTS.map(([verdict, name]) => (
        <button key={name} type="button" aria-pressed={verdict === value} onClick={() => onChange(verdict)}>
          {name}
        </button>
      ))}
    </div>
  );
}

function FeedBody({
  current,
  onOlder,
  isFiltered,
}: {
  readonly current: number;
  readonly onOlder: () => void;
  readonly isFiltered: boolean;
}): JSX.Element {
  const all = rows.value;
  if (all === undefined)
    return feedFailure.value === null ? <Loading rows={8} /> : <Failure error={feedFailure.value} />;
  if (all.length === 0) {
    return (
      <Empty icon="feed" title={isFiltered ? 'No such action' : 'No agent has done anything yet'}>
        {isFiltered ? (
          <p>Nothing in the log matches this filter.</p>
        ) : (
          <p>
            Connect one with <code>countersign init</code>. Every action it proposes appears here, with what became of
            it.
          </p>
        )}
      </Empty>
    );
  }
  return (
    <VirtualRows
      rows={all}
      rowHeight={isPhone.value ? PHONE_ROW : ROW}
      label="Actions"
      columns={COLUMNS}
      current={current}
      keyOf={(row) => row.action_id}
      rowClass={({ verdict, action_id, status }) =>
        status !== null && standingOf(action_id, status) === 'awaiting-approval' ? 'is-waiting' : `verdict-${verdict}`
      }
      onNearEnd={onOlder}
    >
      {(row) => <FeedRow row={row} />}
    </VirtualRows>
  );
}

function FeedRow({ row }: { readonly row: WireActionRow }): JSX.Element {
  const { at_ms, verdict, enforced, tool, summary, effects, score, level, principal, status, action_id } = row;
  return (
    <>
      <span role="cell" class="cell-when">
        <ClockTime atMs={at_ms} />
      </span>
      <span role="cell" class="cell-verdict">
        <VerdictBadge verdict={verdict} enforced={enforced} />
      </span>
      <span role="cell" class="cell-what">
        <a href={linkTo('actions', action_id)} title={row.reason}>
          <b>{tool}</b>{' '}
          <span class="mono">
            <VisibleText text={summary === '' ? '(erased)' : withinWorkspace(summary, row.workspace)} />
          </span>
        </a>
      </span>
      <span role="cell" class="cell-effects">
        {effects.length === 0 ? (
          <span class="quiet">no effect</span>
        ) : (
          <span class="effect-names" title={effects.join(', ')}>
            {effects.join(', ')}
          </span>
        )}
      </span>
      <span role="cell" class="cell-risk">
        <Risk score={score} level={level} isShort />
      </span>
      <span role="cell" class="cell-who">
        {nameOf(principal)}
      </span>
      <span role="cell" class="cell-status">
        {status === null ? null : <StatusMark status={standingOf(action_id, status)} />}
        {status !== null && may('admin') && UNDOABLE.includes(status) ? (
          <button type="button" class="icon-button row-undo" title="Undo" onClick={() => void undoAction(action_id)}>
            <Icon name="undo" size={16} />
            <span class="sr-only">
              Undo {tool} {summary}
            </span>
          </button>
        ) : null}
      </span>
    </>
  );
}

/** A path in the workspace without the workspace, which the whole session shares. */
function withinWorkspace(summary: string, workspace: string): string {
  return workspace.length > 1 && summary.startsWith(`${workspace}/`) ? summary.slice(workspace.length + 1) : summary;
}
