import type { JsonObject } from '../../core/encoding/json.ts';
import { isMissing } from './wire-json.ts';

/** Ways of being served that cost no more than the listed price. */
const USUAL_TIERS: ReadonlySet<unknown> = new Set([
  'auto',
  'default',
  'flex',
  'standard',
  'standard_only',
  'scale',
  'batch',
]);
/** OpenAI's faster tier, at most; Anthropic's faster way, at most; what nobody here has heard of. */
const TIER = { known: 250, unknown: 1_000 } as const;
const SPEED = 600;
/** Anthropic, where the place is chosen. */
const PLACE = 110;

/**
 * What a request may cost in hundredths of the model's listed price: providers ask more for serving it faster (`service_tier`, `speed`)
 * or in one place (`inference_geo`). The dearest that was published for any model; what is not known counts as ten times the price.
 */
export function priceFactor({ service_tier: tier, speed, inference_geo: place }: JsonObject): number {
  const ofTier =
    isMissing(tier) || USUAL_TIERS.has(tier) ? 100 : tier === 'priority' || tier === 'fast' ? TIER.known : TIER.unknown;
  const ofSpeed = isMissing(speed) || speed === 'standard' ? 100 : speed === 'fast' ? SPEED : TIER.unknown;
  const ofPlace = isMissing(place) || place === 'global' ? 100 : PLACE;
  return Math.ceil((ofTier * ofSpeed * ofPlace) / 10_000);
}
