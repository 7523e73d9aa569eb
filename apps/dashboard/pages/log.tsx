import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { client } from '../gateway/account.ts';
import { linkTo, queryValue } from '../router.ts';
import { useKeys } from '../state/keys.ts';
import { useLoaded } from '../state/load.ts';
import {
  isSearching,
  keepLog,
  type LogLine,
  lines,
  logFailure,
  readLine,
  readOlderEntries,
  searchEntries,
} from '../state/log.ts';
import { save } from '../state/save.ts';
import { count, MAX_NAME, nameOf, words } from '../state/words.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Fact } from '../ui/panel.tsx';
import { Failure, Loading } from '../ui/standing.tsx';
import { ClockTime } from '../ui/time.tsx';
import { isPhone } from '../ui/use-width.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { VerifyPanel } from './log-verify.tsx';

const COLUMNS = ['Entry', 'When', 'Type', 'Who', 'What'];
const ROW = 36;
const PHONE_ROW = 68;

/** The log itself: what is on record, and whether it is whole. */
export function LogPage(): JSX.Element {
  const filter = useSignal('');
  const open = useSignal<number | null>(Number(queryValue('at') ?? Number.NaN));
  const current = useSignal(-1);
  const field = useRef<HTMLInputElement>(null);
  useEffect(keepLog, []);
  useSearch(filter.value);
  const all = lines.value ?? [];
  const shown = filter.value === '' ? all : all.filter((line) => fits(line, filter.value));
  const move = (step: number) => {
    current.value = Math.max(0, Math.min(shown.length - 1, current.value + step));
  };
  const show = () => {
    open.value = shown[current.value]?.index ?? null;
  };
  useKeys({
    '/': () => field.current?.focus(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(current.value < 0 ? {} : { Enter: show }),
  });
  return (
    <div class="page fill">
      <PageHead title="Log" actions={<ExportButton />}>
        Append-only and signed. What is here cannot be changed without being seen.
      </PageHead>
      <VerifyPanel />
      <label class="search-field">
        <Icon name="search" />
        <span class="sr-only">Filter by type, actor, session, action or text</span>
        <input
          ref={field}
          type="search"
          placeholder="Filter by type, actor, session or text"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
            current.value = -1;
          }}
        />
        <span class="quiet">
          {filter.value === ''
            ? ''
            : `${count(shown.length)} of ${count(all.length)}${isSearching.value ? ', looking further…' : ''}`}
        </span>
      </label>
      {lines.value === undefined ? (
        logFailure.value === null ? (
          <Loading rows={8} />
        ) : (
          <Failure error={logFailure.value} />
        )
      ) : (
        <VirtualRows
          rows={shown}
          rowHeight={isPhone.value ? PHONE_ROW : ROW}
          label="Log entries"
          columns={COLUMNS}
          current={current.value}
          keyOf={({ index }) => index}
          onNearEnd={() => void readOlderEntries()}
        >
          {(line) => (
            <LogRow
              line={line}
              onOpen={() => {
                open.value = line.index;
              }}
            />
          )}
        </VirtualRows>
      )}
      {open.value === null || Number.isNaN(open.value) ? null : (
        <EntryDialog
          index={open.value}
          onClose={() => {
            open.value = null;
          }}
        />
      )}
    </div>
  );
}

function fits({ text }: LogLine, filter: string): boolean {
  const lower = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(' ')
    .every((word) => lower.includes(word));
}

function LogRow({ line, onOpen }: { readonly line: LogLine; readonly onOpen: () => void }): JSX.Element {
  return (
    <>
      <span role="cell" class="mono quiet">
        {line.index}
      </span>
      <span role="cell" class="cell-when">
        <ClockTime atMs={line.atMs} />
      </span>
      <span role="cell" class="cell-type">
        <button type="button" class="row-button mono" onClick={onOpen}>
          {line.type}
        </button>
      </span>
      <span role="cell" class="cell-who">
        {nameOf(line.actor)}
      </span>
      <span role="cell" class="cell-what mono quiet">
        <VisibleText text={saidOf(line)} />
      </span>
    </>
  );
}

/** What says most of an entry, first; digests, nonces and times are for the entry itself. */
const TELLING = [
  'verdict',
  'tool',
  'effects',
  'answer',
  'result',
  'status',
  'change',
  'state',
  'reason',
  'principal',
  'server',
  'scope',
  'channel',
  'name',
  'host',
  'error',
  'version',
];
const SILENT = ['digest', 'nonce', 'policy', 'keys', 'signature', 'key_id', 'keyId', 'public_key'];
const MAX_SAID = 240;

function saidOf({ data }: LogLine): string {
  return Object.entries(data)
    .filter(
      ([name, value]) =>
        !SILENT.includes(name) &&
        !name.endsWith('_ms') &&
        value !== null &&
        value !== true &&
        (typeof value !== 'object' || Array.isArray(value)),
    )
    .sort(([one], [two]) => rank(one) - rank(two))
    .map(([name, value]) => (rank(name) < 4 ? String(value) : `${name} ${String(value)}`))
    .join(' · ')
    .slice(0, MAX_SAID);
}

/** How many entries that fit are looked for at once; scrolling looks for more. */
const WANTED = 200;
const TYPING_MS = 250;

/** The filter is for the whole log: what was not read yet is read until enough fits. */
function useSearch(filter: string): void {
  useEffect(() => {
    if (filter === '') return;
    const state = { isOver: false };
    const search = { wanted: WANTED, isOver: () => state.isOver };
    const timer = setTimeout(() => void searchEntries((line) => fits(line, filter), search), TYPING_MS);
    return () => {
      state.isOver = true;
      clearTimeout(timer);
    };
  }, [filter]);
}

function EntryDialog({ index, onClose }: { readonly index: number; readonly onClose: () => void }): JSX.Element {
  const known = lines.value?.find((candidate) => candidate.index === index);
  const found = useLoaded(
    async () => known ?? (await client().logEntries({ from: index, limit: 1 })).map(readLine)[0] ?? null,
    { keys: [index] },
  );
  const line = known ?? found.value.value;
  return (
    <Dialog title={`Entry ${index}`} onClose={onClose}>
      {line === undefined || line === null ? (
        <p>{line === null ? 'The log has no such entry.' : 'Reading it…'}</p>
      ) : (
        <>
          <dl class="facts">
            <Fact name="What">{words(line.type.replaceAll('.', ', '))}</Fact>
            <Fact name="When">
              <ClockTime atMs={line.atMs} />
            </Fact>
            <Fact name="Who">
              <VisibleText text={line.actor} />
            </Fact>
            {line.session === null ? null : (
              <Fact name="Session">
                <CopyId id={line.session} label="session" whole={line.session.length <= MAX_NAME} />
              </Fact>
            )}
          </dl>
          <pre class="code entry-text" tabIndex={0}>
            {JSON.stringify(JSON.parse(line.text), null, 2)}
          </pre>
          <div class="dialog-actions">
            {line.action === null ? null : (
              <a class="button" href={linkTo('actions', line.action)}>
                Show the action
              </a>
            )}
            <button
              type="button"
              class="button"
              onClick={() =>
                void client()
                  .receipt(index)
                  .then((receipt) => save(`receipt-${index}.jsonl`, `${JSON.stringify(receipt)}\n`))
              }
            >
              <Icon name="export" /> Save its receipt
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

const PAGE = 1_000;

function ExportButton(): JSX.Element {
  const done = useSignal<number | null>(null);
  const run = async () => {
    const { size } = await client().logHead();
    const parts: string[] = [];
    for (let from = 0; from < size; from += PAGE) {
      done.value = from / size;
      const entries = await client().logEntries({ from, limit: Math.min(PAGE, size - from) });
      parts.push(...entries.map(({ text }) => `${text}\n`));
    }
    save('countersign-log.ndjson', parts.join(''), 'application/x-ndjson');
    done.value = null;
  };
  return (
    <button type="button" class="button" disabled={done.value !== null} onClick={() => void run()}>
      <Icon name="export" /> {done.value === null ? 'Export NDJSON' : `Exporting ${Math.round(done.value * 100)} %`}
    </button>
  );
}

function rank(name: string): number {
  return TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length;
}
