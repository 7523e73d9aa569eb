import { isJsonObject, type Json } from '../../core/encoding/json.ts';
import type { WireApproval } from '../../sdk/wire.ts';

type Shown = NonNullable<WireApproval['shown']>;

/** What stays: characters of a text, items of a list or members of the arguments, and characters of the arguments altogether. */
type Abridgement = { readonly text: number; readonly items: number; readonly whole: number };

/** Wide enough that a secret which begins in what a list shows is in it whole. */
export const NEAR: Abridgement = { text: 9_000, items: 32, whole: 200_000 };
const ROOMY: Abridgement = { text: 1_000, items: 32, whole: 4_000 };
const NARROW: Abridgement = { text: 160, items: 2, whole: 400 };
/** Characters of a page that are given to what its requests are about; what comes then is cut short. */
const PAGE = 524_288;
const MAX_DEPTH = 6;
const CUT = '…';

/**
 * What the requests of one page are about, cut to a bounded size in sum: enough to find a request again, never to decide about it.
 *
 * Small ones stay as they are. Long texts end in `…`, and so do lists and objects of arguments of which items were left out, so that
 * nothing that was cut passes for whole; a large request takes no place of another on the page. Answers a function that takes the
 * requests in their order.
 */
export function pageAbridger(): (shown: Shown) => Shown {
  let left = PAGE;
  return (shown) => {
    const roomy = abridge(shown, ROOMY);
    const size = JSON.stringify(roomy).length;
    const isNarrow = size > left;
    if (!isNarrow) left -= size;
    return isNarrow ? abridge(roomy, NARROW) : roomy;
  };
}

/** What one request is about, cut to these bounds. */
export function abridge(shown: Shown, bounds: Abridgement): Shown {
  const { args, ...action } = shown.action;
  const { decision } = shown;
  const short = shorten({ action, decision }, bounds) as unknown as Shown;
  return { ...short, action: { ...short.action, args: new Cutter(bounds).cut(args, 0) as typeof args } };
}

/** Of a shape that is ours: texts and lists are cut, members stay. */
function shorten(value: Json, bounds: Abridgement): Json {
  if (typeof value === 'string') return cutText(value, bounds.text);
  if (Array.isArray(value))
    return (value as readonly Json[]).slice(0, bounds.items).map((item) => shorten(item, bounds));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shorten(item, bounds)]));
}

/** Of whatever shape an agent chose. */
class Cutter {
  private readonly bounds: Abridgement;
  private left: number;

  constructor(bounds: Abridgement) {
    this.bounds = bounds;
    this.left = bounds.whole;
  }

  cut(value: Json, depth: number): Json {
    if (typeof value === 'string') return this.spend(cutText(value, Math.min(this.bounds.text, this.left)));
    if (typeof value !== 'object' || value === null) return value;
    const count = depth >= MAX_DEPTH ? 0 : this.bounds.items;
    if (!isJsonObject(value))
      return this.within(value, { count, make: (item) => this.cut(item, depth + 1), rest: CUT });
    const make = ([name, item]: readonly [string, Json]) =>
      [this.spend(cutText(name, this.bounds.text)), this.cut(item, depth + 1)] as const;
    return Object.fromEntries(this.within(Object.entries(value), { count, make, rest: [CUT, CUT] }));
  }

  /** Ends with `rest` where something was left out. */
  private within<Item, Made>(
    items: readonly Item[],
    { count, make, rest }: { readonly count: number; readonly make: (item: Item) => Made; readonly rest: Made },
  ): readonly Made[] {
    const made: Made[] = [];
    for (const item of items.slice(0, count)) {
      if (this.left <= 0) break;
      this.left -= 1;
      made.push(make(item));
    }
    return made.length < items.length ? [...made, rest] : made;
  }

  private spend(text: string): string {
    this.left -= text.length;
    return text;
  }
}

/** Never in the middle of a character. */
function cutText(text: string, room: number): string {
  if (text.length <= room) return text;
  const end = Math.max(0, room - 1);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? end - 1 : end) + CUT;
}
