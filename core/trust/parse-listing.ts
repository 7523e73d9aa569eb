import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';
import { offerKindOf } from './offer-kind.ts';
import type { ToolListing } from './tool-listing.ts';

/**
 * Reads a tool as its server lists it, every member but icons and `_meta`. Null for one that cannot be pinned: a part of it
 * has the wrong type, or its name is that of another kind of offer (`offerKindOf`).
 *
 * `execution` counts only where it says more than MCP 2025-11-25 lets it say.
 */
export function parseToolListing(item: JsonObject): ToolListing | null {
  const { name, inputSchema, outputSchema, ...rest } = item;
  if (typeof name !== 'string' || offerKindOf(name) !== null || !isJsonObject(inputSchema)) return null;
  if (outputSchema !== undefined && !isJsonObject(outputSchema)) return null;
  return listingOf({ name, inputSchema, ...(outputSchema === undefined ? {} : { outputSchema }) }, rest);
}

/**
 * Reads a prompt, a resource or a template as its server lists it, under the name that pins know it by (`offerName`). Null for
 * one that cannot be pinned. What changes with every look is left out: sizes, and when something was last modified.
 */
export function parseOfferListing(name: string, item: JsonObject): ToolListing | null {
  const { size: _size, annotations, ...rest } = item;
  const lasting = isJsonObject(annotations) ? withoutDate(annotations) : annotations;
  return listingOf({ name, inputSchema: {} }, lasting === undefined ? rest : { ...rest, annotations: lasting });
}

type Named = Pick<ToolListing, 'name' | 'inputSchema' | 'outputSchema'>;

function listingOf(named: Named, { title, description, annotations, ...rest }: JsonObject): ToolListing | null {
  if (!isTextOrAbsent(title) || !isTextOrAbsent(description)) return null;
  if (annotations !== undefined && !isJsonObject(annotations)) return null;
  const other = Object.entries(rest).filter(([key, value]) => !UNPINNED.has(key) && !isPlainExecution(key, value));
  return {
    ...named,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(other.length === 0 ? {} : { other: Object.fromEntries(other) }),
  };
}

/** For programs and pictures: no part of a pin. */
const UNPINNED: ReadonlySet<string> = new Set(['icons', '_meta']);

function withoutDate({ lastModified: _date, ...lasting }: JsonObject): JsonObject | undefined {
  return Object.keys(lasting).length === 0 ? undefined : lasting;
}

function isTextOrAbsent(value: Json | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

const TASK_SUPPORT: ReadonlySet<Json | undefined> = new Set(['required', 'optional', 'forbidden']);

function isPlainExecution(key: string, value: Json): boolean {
  if (key !== 'execution' || !isJsonObject(value)) return false;
  return Object.keys(value).every((member) => member === 'taskSupport' && TASK_SUPPORT.has(value[member]));
}
