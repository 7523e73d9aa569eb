/** What the gateway asks the process that evaluates; each is one line of JSON. */
export type ToInside =
  | {
      readonly kind: 'run';
      readonly code: string;
      /** JSON text, as the values are below: they are not read on the way. */
      readonly input: string;
      readonly steps: number;
      readonly memoryBytes: number;
      readonly textLength: number;
      readonly calls: number;
      readonly hasCall: boolean;
      readonly nowMs: number | null;
      readonly seed: number | null;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly isValue: boolean; readonly text: string };

/** What it says. `ready` once, then calls, then one end. */
export type FromInside =
  | { readonly kind: 'ready' }
  | { readonly kind: 'call'; readonly id: number; readonly tool: string; readonly args: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'threw'; readonly name: string; readonly message: string; readonly line: number | null }
  | { readonly kind: 'excess'; readonly excess: 'steps' | 'memory' | 'depth' | 'text' | 'calls' }
  | { readonly kind: 'not-json'; readonly why: string }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'broken'; readonly why: string };
