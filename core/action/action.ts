import type { JsonObject } from '../encoding/json.ts';

/** Where an action was proposed. Everything a surface lets in becomes the same `Action`. */
export const SURFACES = ['hook', 'mcp', 'api', 'sdk', 'model-proxy', 'egress-proxy', 'sandbox', 'cli'] as const;
export type Surface = (typeof SURFACES)[number];

/** The tool that would act: its name, who supplies it, and the digest it is pinned by, where one is known. */
export type ToolReference = {
  readonly name: string;
  /** Who supplies the tool: `builtin:<agent>`, `mcp:<server>`, `api`. */
  readonly origin: string;
  readonly digest: string | null;
};

/**
 * What a principal proposes to do, complete and immutable: the unit that is analysed, decided, approved and recorded.
 *
 * `id`, `idempotencyKey` and `proposedAtMs` tell one attempt from another; everything else says *what* would happen and
 * is covered by the digest (see `digestAction`). `proposedAtMs` is in milliseconds since 1970.
 */
export type Action = {
  /** UUIDv7 (RFC 9562). */
  readonly id: string;
  readonly session: string;
  readonly principal: string;
  readonly onBehalfOf: string;
  readonly surface: Surface;
  readonly tool: ToolReference;
  readonly args: JsonObject;
  /** Absolute path the action is relative to. */
  readonly cwd: string;
  /** Absolute path of the task's workspace: the only tree an agent may change unasked. */
  readonly workspace: string;
  readonly plan: string | null;
  readonly idempotencyKey: string | null;
  readonly proposedAtMs: number;
};

/** Bounds of an action; a larger one is refused whole, never truncated. */
export const ACTION_LIMITS = {
  /** Of the canonical arguments, in UTF-8 bytes. */
  argsBytes: 1_048_576,
  depth: 32,
  nodes: 50_000,
  nameLength: 256,
  pathLength: 4_096,
} as const;
