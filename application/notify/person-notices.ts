import type { PersonChange } from '../../core/notify/message-documents.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PeopleDesk } from '../approver/people-desk.ts';

/** Who is told of a change of people, and when. */
export type ToldPerson = { readonly principal: string; readonly atMs: number };

/**
 * Reads what the log says of a person at a place, as a notice tells it.
 *
 * Null where there is nothing to tell any more: it was changed since, or the entry is about something else. Then no notice is sent.
 */
export async function readPersonChange(
  index: number,
  { ledger, people }: { readonly ledger: LedgerStore; readonly people: Pick<PeopleDesk, 'of'> },
): Promise<PersonChange | null> {
  const [entry] = await ledger.readEntries({ fromIndex: index, limit: 1 });
  if (entry === undefined) return null;
  const { type, actor, data } = JSON.parse(entry.text) as {
    readonly type: string;
    readonly actor: string;
    readonly data: { readonly [name: string]: string | number | boolean | null };
  };
  const text = (name: string): string => String(data[name] ?? '');
  const span = { fromMs: Number(data['from_ms']), untilMs: Number(data['until_ms']) };
  const [principal, from, to] = [text('principal'), text('from'), text('to')];
  if (type === 'delegation.ended') return from === '' ? null : { kind: 'turn-ended', from, to, by: actor };
  if (type === 'delegation.granted') {
    const id = text('delegation');
    const stands = people.of(from).delegations.some((one) => one.id === id);
    return stands ? { kind: 'turn', id, from, to, ...span, by: actor } : null;
  }
  if (type !== 'person.changed' || typeof data['away'] !== 'boolean') return null;
  const { away } = people.of(principal);
  if (!data['away']) return away === null ? { kind: 'back', principal, by: actor } : null;
  const stands = away !== null && away.fromMs === span.fromMs && away.untilMs === span.untilMs;
  return stands ? { kind: 'away', principal, ...span, by: actor } : null;
}
