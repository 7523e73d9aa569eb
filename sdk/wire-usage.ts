/** What a principal used of a model on one day. Kinds of tokens do not overlap; cost in millionths of a US dollar. */
export type WireModelUsage = {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly principal: string;
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_write_tokens: number;
  readonly cost_micros: number;
};
