import type { InputProblem } from '../action/parse-action.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import type { Json, JsonObject } from '../encoding/json.ts';
import { utf8Length } from '../encoding/utf8.ts';
import { isHiddenPoint } from './hidden-characters.ts';

/** A tool as its server lists it (MCP `tools/list`): everything that a model is shown of it, under the protocol's names. */
export type ToolListing = {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema?: JsonObject;
  readonly annotations?: JsonObject;
  /** Members that are none of the above, by their own names; left out where there are none. */
  readonly other?: JsonObject;
};

/** Bounds of what a server may list; a larger listing is refused whole, never cut. Sizes are of the canonical form. */
export const LISTING_LIMITS = {
  tools: 1_000,
  toolBytes: 262_144,
  totalBytes: 8_388_608,
  depth: 48,
  nodes: 20_000,
  nameLength: 128,
} as const;

const MAX_PROBLEMS = 32;

/** The fields of a listing, in the order in which they are shown. */
export const LISTING_FIELDS = [
  'name',
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'other',
] as const;

/** A listing whose parts may be there as `undefined`. */
type LooseListing = Pick<ToolListing, 'name' | 'inputSchema'> & {
  readonly [Field in keyof ToolListing]?: ToolListing[Field] | undefined;
};

/** A listing as one JSON object: what is left out stays out, and nothing but the fields of the type gets in. */
export function listingFields(listing: LooseListing): JsonObject {
  const known = LISTING_FIELDS.filter((field) => listing[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, listing[field] as Json]));
}

/** The listing without the parts that are `undefined`. */
export function presentFields(listing: LooseListing): ToolListing {
  return listingFields(listing) as ToolListing;
}

/** The RFC 8785 form of a listing: what its digest is over, and what is kept. The listing is within the bounds. */
export function listingText(listing: ToolListing): string {
  return canonicalJson(listingFields(listing));
}

/**
 * Says what is wrong with everything a server lists, at most 32 problems; none for a listing that can be pinned.
 *
 * Refused are names that people cannot read (empty, too long, control or invisible characters), names that come twice, and
 * whatever is beyond `LISTING_LIMITS`. Walks without recursion until the depth is known to be bounded.
 */
export function listingProblems(tools: readonly ToolListing[]): readonly InputProblem[] {
  if (tools.length > LISTING_LIMITS.tools) {
    return [{ path: '$.tools', found: `${tools.length} tools`, wanted: `at most ${LISTING_LIMITS.tools}` }];
  }
  const problems: InputProblem[] = [];
  const seen = new Set<string>();
  let totalBytes = 0;
  for (const [place, tool] of tools.entries()) {
    const path = `$.tools[${place}]`;
    const found = problemOf(tool, seen);
    if ('problem' in found) problems.push({ path, ...found.problem });
    else totalBytes += found.sizeBytes;
    seen.add(tool.name);
    if (problems.length >= MAX_PROBLEMS) break;
  }
  if (totalBytes > LISTING_LIMITS.totalBytes) {
    const wanted = `at most ${LISTING_LIMITS.totalBytes} bytes`;
    problems.push({ path: '$.tools', found: `${totalBytes} bytes`, wanted });
  }
  return problems;
}

/** Tells whether people can read a name of a tool or a server as it is: printable, bounded, nothing invisible in it. */
export function isReadableName(name: string): boolean {
  if (name === '' || name.length > LISTING_LIMITS.nameLength || !name.isWellFormed()) return false;
  return ![...name].some((character) => isHiddenPoint(character.codePointAt(0) as number));
}

type Problem = { readonly found: string; readonly wanted: string };

function problemOf(
  tool: ToolListing,
  seen: ReadonlySet<string>,
): { readonly problem: Problem } | { readonly sizeBytes: number } {
  if (!isReadableName(tool.name)) {
    const wanted = `1 to ${LISTING_LIMITS.nameLength} characters that are seen`;
    return { problem: { found: 'a name that cannot be read', wanted: `a name of ${wanted}` } };
  }
  if (seen.has(tool.name)) return { problem: { found: 'a name that comes twice', wanted: 'one tool a name' } };
  const problem = shapeProblem(listingFields(tool));
  if (problem !== null) return { problem };
  const sizeBytes = utf8Length(listingText(tool));
  if (sizeBytes <= LISTING_LIMITS.toolBytes) return { sizeBytes };
  return { problem: { found: `${sizeBytes} bytes`, wanted: `at most ${LISTING_LIMITS.toolBytes} bytes a tool` } };
}

/** Looks at every value for depth, count and text that is no text. */
function shapeProblem(root: JsonObject): Problem | null {
  const pending: { readonly value: Json; readonly depth: number }[] = [{ value: root, depth: 0 }];
  let nodes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    nodes += 1;
    if (nodes > LISTING_LIMITS.nodes) return { found: 'more values', wanted: `at most ${LISTING_LIMITS.nodes} values` };
    if (depth > LISTING_LIMITS.depth) return { found: 'deeper nesting', wanted: `depth ${LISTING_LIMITS.depth}` };
    if (typeof value === 'string' && !value.isWellFormed()) return ILL_FORMED;
    if (typeof value === 'number' && !Number.isFinite(value)) return NO_NUMBER;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (!key.isWellFormed()) return ILL_FORMED;
      if (key === '__proto__') return PROTO;
      pending.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}

const ILL_FORMED: Problem = { found: 'a lone surrogate', wanted: 'well-formed Unicode' };
/** Programs read it as a member, or as where members come from. */
const PROTO: Problem = { found: 'the key __proto__', wanted: 'another key' };
const NO_NUMBER: Problem = { found: 'a number that is not finite', wanted: 'a finite number' };
