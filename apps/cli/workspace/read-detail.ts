import type { WireJson, WireJsonObject } from '../../../sdk/wire.ts';
import type { ShownChange } from './render-changes.ts';

/** One part of a score: what it is, how much of how much, and why. */
export type ScorePart = {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly evidence: readonly string[];
};

/** What the gateway computed of a change, and what its checks found; empty where it said nothing. */
export type ActDetail = {
  readonly changes: readonly ShownChange[];
  readonly class: string | null;
  readonly classReasons: readonly string[];
  readonly planPoints: number | null;
  readonly riskFactors: readonly ScorePart[];
  /** 0–1; null for a change without a plan. */
  readonly quality: number | null;
  /** In hundredths. */
  readonly qualityDimensions: readonly ScorePart[];
  readonly checks: readonly { readonly name: string; readonly status: string; readonly detail: string }[];
};

/** Reads the detail of an answer. What is missing or of another shape is left out: it is shown, and nothing relies on it. */
export function readActDetail(detail: WireJsonObject): ActDetail {
  const verification = objectOf(detail['verification']);
  return {
    changes: objectsOf(detail['changes']).flatMap(({ path, kind }) =>
      typeof path === 'string' && (kind === 'create' || kind === 'delete' || kind === 'modify') ? [{ path, kind }] : [],
    ),
    class: typeof detail['class'] === 'string' ? detail['class'] : null,
    classReasons: textsOf(detail['class_reasons']),
    planPoints: numberOf(detail['plan_points']),
    riskFactors: objectsOf(detail['risk_factors']).map(({ factor, points, maximum, evidence }) => ({
      name: wordsOf(textOf(factor)),
      value: numberOf(points) ?? 0,
      most: numberOf(maximum) ?? 0,
      evidence: textsOf(evidence),
    })),
    quality: numberOf(detail['quality']),
    qualityDimensions: objectsOf(detail['quality_dimensions']).map(({ dimension, hundredths, evidence }) => ({
      name: wordsOf(textOf(dimension)),
      value: numberOf(hundredths) ?? 0,
      most: 100,
      evidence: textsOf(evidence),
    })),
    checks: objectsOf(verification['checks']).map(({ name, status, detail: why }) => ({
      name: textOf(name),
      status: textOf(status),
      detail: textOf(why),
    })),
  };
}

/** A name of code as words: `fileOperations` is `file operations`. */
function wordsOf(name: string): string {
  return [...name]
    .map((character) => (character >= 'A' && character <= 'Z' ? ` ${character.toLowerCase()}` : character))
    .join('');
}

function objectOf(value: WireJson | undefined): WireJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireJsonObject) : {};
}

function objectsOf(value: WireJson | undefined): readonly WireJsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textsOf(value: WireJson | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textOf(value: WireJson | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: WireJson | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
