import type { PolicyLayer } from '../core/policy/policy.ts';

/** The raw sources a policy is composed of, as parsed YAML values. */
export type PolicySources = {
  readonly layers: readonly { readonly layer: PolicyLayer; readonly source: string; readonly document: unknown }[];
  readonly weights: { readonly source: string; readonly document: unknown };
  /** Text of all Cedar policies; empty when there are none. */
  readonly cedar: string;
  /** Profiles of MCP servers, the operator's first; absent where there are none. */
  readonly profiles?: readonly {
    readonly source: string;
    readonly document: unknown;
    /** It came with Countersign, whose tests run its examples: they need not be run again at every start. */
    readonly supplied: boolean;
  }[];
};

/** A policy file that cannot be read, with its name and place. */
export type PolicySourceProblem = { readonly source: string; readonly message: string };

/** A project's policy file: `stamp` changes whenever the file does; it is read only when asked for. */
export type ProjectLayer = {
  readonly stamp: string;
  readonly source: string;
  readonly read: () => { readonly document: unknown; readonly problem: string | null };
};

/** The text of the organisation's layer, how such a text is read, and how it is replaced. */
export type OrganisationText = {
  /** The text as it stands. `isOwn` is false where the operator has no file and the one that comes with Countersign holds. */
  readonly read: () => { readonly source: string; readonly text: string; readonly isOwn: boolean };
  readonly parse: (text: string) => { readonly document: unknown; readonly problem: string | null };
  /**
   * Replaces the operator's file whole, durably, and keeps the one before beside it: `kept` names it, null where there was none.
   * `putBack` undoes this. Raises where the file may not be written; then nothing has changed. Left out where it is no file.
   */
  readonly write?: (text: string) => { readonly kept: string | null; readonly putBack: () => void };
};

/** Reads policy files. */
export interface PolicySource {
  /** The operator's layers, weights and Cedar policies. */
  load(): Promise<
    | { readonly ok: true; readonly sources: PolicySources }
    | { readonly ok: false; readonly problems: readonly PolicySourceProblem[] }
  >;
  /** The project's own layer of a workspace, which may only tighten; null when it has none. Called for every decision. */
  projectLayer(workspace: string): ProjectLayer | null;
  /** The organisation's layer as text, for people who change it; left out where it is no text. */
  readonly organisationText?: OrganisationText;
}
