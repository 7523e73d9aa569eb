import type { JSX } from 'preact';
import type { WireActionRow } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { VERDICT_WORDS } from '../state/words.ts';
import { Fact } from '../ui/panel.tsx';

const LAST = 100;

/** What a session did lately, counted by verdict, and where the data came from that it acted on. */
export function SessionWork({ session }: { readonly session: string }): JSX.Element {
  const work = useLoaded(() => client().reading.actions({ session, limit: LAST }), {
    keys: [session],
    on: (event) => event.kind === 'decision' && event.session === session,
  });
  const rows = work.value.value?.actions;
  return (
    <>
      <Fact name="Actions">{rows === undefined ? <span class="quiet">…</span> : talliedIn(rows)}</Fact>
      <Fact name="Provenance">{rows === undefined ? <span class="quiet">…</span> : <Sources rows={rows} />}</Fact>
    </>
  );
}

function talliedIn(rows: readonly WireActionRow[]): string {
  const counts = Object.entries(VERDICT_WORDS).flatMap(([verdict, name]) => {
    const found = rows.filter((row) => row.verdict === verdict).length;
    return found === 0 ? [] : [`${found} ${name.toLowerCase()}`];
  });
  const of = rows.length >= LAST ? `, of the last ${LAST}` : '';
  return counts.length === 0 ? 'none yet' : `${counts.join(', ')}${of}`;
}

/** Where anybody may write: what comes from there may carry instructions. */
function isUntrusted(source: string): boolean {
  return source === 'web' || source.startsWith('tool:');
}

function Sources({ rows }: { readonly rows: readonly WireActionRow[] }): JSX.Element {
  const sources = [...new Set(rows.flatMap(({ provenance }) => provenance))].toSorted();
  if (sources.length === 0) return <span class="quiet">nothing is known of who chose what it touched</span>;
  const untrusted = sources.filter(isUntrusted);
  return (
    <>
      {sources.join(', ')}
      {untrusted.length === 0 ? null : <span class="ask-text"> (untrusted: {untrusted.join(', ')})</span>}
    </>
  );
}
