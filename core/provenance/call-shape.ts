import { wordsOfName } from './words.ts';

/** What a call of a tool does, by its name: it only reads, it takes something away, or it does whatever else. */
export type CallVerb = 'read' | 'delete' | 'act';

const READS = 'get list search find read view check fetch retrieve show describe count lookup query browse';
const DELETES = 'delete remove cancel erase purge revoke drop unshare unsubscribe clear destroy wipe';
/** Words that say that something is done, whatever else a name says. */
const ACTS =
  'send create add update pay transfer withdraw deposit invite grant write append modify upload reply forward approve ' +
  'execute install submit publish rename reset register enable disable buy sell change edit reserve reschedule insert move';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const READ_WORDS = setOf(READS);
const DELETE_WORDS = setOf(DELETES);
const ACT_WORDS = setOf(ACTS);

/**
 * What a tool does, by the words of its name. A name proves nothing, so that nothing is let through for it: it only says which calls are
 * looked at closer. A name that says nothing is looked at.
 */
export function verbOf(toolName: string): CallVerb {
  const words = wordsOfName(ownName(toolName));
  if (words.some((word) => DELETE_WORDS.has(word))) return 'delete';
  if (saysItChanges(toolName)) return 'act';
  return words.some((word) => READ_WORDS.has(word)) ? 'read' : 'act';
}

/** Tells whether a word of a tool's name says that it does something, or takes something away. */
export function saysItChanges(toolName: string): boolean {
  return wordsOfName(ownName(toolName)).some((word) => DELETE_WORDS.has(word) || ACT_WORDS.has(word));
}

/**
 * Tells whether a tool answers with several things, by its name: it searches or lists, or speaks of several (`read_messages`). What it answers
 * with is then made of records that a program wrote; what `get_note` answers with may be the note, just as somebody wrote it.
 */
export function listsThings(toolName: string): boolean {
  return wordsOfName(ownName(toolName)).some((word) => LIST_WORDS.has(word) || isPlural(word));
}

const LIST_WORDS = setOf('search list find query lookup browse');

function isPlural(word: string): boolean {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss');
}

/** Tells whether a word says that something is taken away. */
export function isDeleting(word: string): boolean {
  return DELETE_WORDS.has(word);
}

/** What agents call `mcp__<server>__<tool>`, as the server calls it. */
function ownName(toolName: string): string {
  const at = toolName.startsWith('mcp__') ? toolName.indexOf('__', 'mcp__'.length) : -1;
  return at < 0 ? toolName : toolName.slice(at + '__'.length);
}

/**
 * What the value of an argument is for. `destination`: who or what gets something, by whom it may be opened, and with which secret.
 * `address`: a place of the network. `document`: which file or page. `content`: what people read. `manner`: when and how. `other`: whatever
 * else.
 */
export type ArgumentPlace = 'destination' | 'address' | 'document' | 'content' | 'manner' | 'other';

const PLACES: readonly (readonly [ArgumentPlace, ReadonlySet<string>])[] = [
  [
    'destination',
    setOf(
      'to cc bcc recipient recipients email emails mail participant participants attendee attendees invitee invitees guest ' +
        'guests user users username usernames member members contact contacts friend friends channel channels chat account ' +
        'accounts iban payee beneficiary wallet phone password passcode pin secret token credential credentials role roles ' +
        'domain domains owner assignee',
    ),
  ],
  ['address', setOf('url urls uri link href host hostname endpoint webhook website site')],
  ['document', setOf('path file filepath page document doc')],
  [
    'content',
    setOf(
      'body content contents description subject title message text note notes comment summary reason query keyword keywords ' +
        'location caption detail details html markdown',
    ),
  ],
  [
    'manner',
    setOf(
      'date time datetime day start end month year when timezone type kind format mode priority status currency unit language ' +
        'action method operation recurring',
    ),
  ],
];

/**
 * What an argument is for, by the words of its name; the gravest where they say several things. `file_id` is no document but an `other`:
 * numbers of things are looked up, not read.
 */
export function placeOfArgument(name: string): ArgumentPlace {
  const words = wordsOfName(name);
  const isNumber = words.includes('id') || words.includes('ids');
  for (const [place, names] of PLACES) {
    if (isNumber && place === 'document') return 'other';
    if (words.some((word) => names.has(word))) return place;
  }
  return 'other';
}
