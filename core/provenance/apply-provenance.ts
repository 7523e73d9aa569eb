import type { Analysis } from '../effect/analyse-action.ts';
import type { Resource } from '../effect/effect.ts';
import type { Provenance } from './provenance.ts';

/** Who chose what an action touches, by `provenanceKey`; what is left out is not known. */
export type KnownProvenance = { readonly [key: string]: Provenance };

/** How a resource is named where its provenance is kept. */
export function provenanceKey({ kind, value }: Pick<Resource, 'kind' | 'value'>): string {
  return `${kind} ${value}`;
}

/** The analysis with what is known of who chose its resources; the very same one where nothing is. */
export function applyProvenance(analysis: Analysis, known: KnownProvenance | undefined): Analysis {
  if (known === undefined) return analysis;
  const effects = analysis.effects.map((effect) => {
    const { resource } = effect;
    const key = provenanceKey(resource);
    const provenance = Object.hasOwn(known, key) ? known[key] : undefined;
    return provenance === undefined ? effect : { ...effect, resource: { ...resource, provenance } };
  });
  return { ...analysis, effects };
}
