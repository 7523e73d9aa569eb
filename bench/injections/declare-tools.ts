import type { EffectClass } from '../../core/effect/effect.ts';
import { wordsOfName } from '../../core/provenance/words.ts';
import type { ToolListing } from '../../core/trust/tool-listing.ts';

/** What an operator would declare of a tool who has read its listing, by what it says that it does: the first that fits. */
const DECLARED: readonly (readonly [EffectClass, string])[] = [
  ['db.write', 'delete remove cancel erase revoke'],
  ['secret.manage', 'password credential key token'],
  ['payment', 'pay money transaction transfer deposit withdraw buy sell order'],
  ['identity.change', 'grant permission policy user profile info'],
];
const MESSAGES =
  'send email message post share invite event calendar reschedule reserve schedule add create append update upload ' +
  'reply forward control set manage give play';

/** The argument that says to whom or to what, in the order in which one is looked for. */
const TARGETS = ['recipients', 'recipient', 'to', 'email', 'user_email', 'participants', 'channel', 'user', 'url'];

/** One entry of `tools` in a policy. */
export type Declared = { readonly tool: string; readonly effects: readonly object[] };

/**
 * Declares a tool as an operator would: a tool that only reads reads what the server has; whatever else is what its name says, and a
 * message to others where that is nothing graver. `acts` is what the data set says of it.
 */
export function declareTool(server: string, { name, inputSchema }: ToolListing, acts: boolean): Declared {
  const tool = `mcp__${server}__${name}`;
  const properties = inputSchema['properties'];
  const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const address = names.find((one) => one === 'url');
  if (!acts) return { tool, effects: [{ class: 'db.read' }] };
  if (address !== undefined && names.length === 1)
    return { tool, effects: [{ class: 'net.fetch', argument: address }] };
  const words = wordsOfName(name);
  const grave = DECLARED.find(([, known]) => words.some((word) => known.split(' ').includes(word)))?.[0];
  const target = TARGETS.find((one) => names.includes(one));
  const isMessage = grave === undefined && words.some((word) => MESSAGES.split(' ').includes(word));
  const effect = grave ?? (isMessage ? 'message.send' : 'unknown');
  return { tool, effects: [{ class: effect, ...(target === undefined ? {} : { argument: target }) }] };
}
