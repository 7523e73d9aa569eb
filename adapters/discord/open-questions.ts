/** A question that may still be answered. */
export type OpenQuestion = { readonly place: string; readonly reference: string };

/**
 * A question to look at. `isNews` is false for the first look at one that an instance before us delivered: what people said to it may
 * have been taken, and is not commented on.
 */
export type DueQuestion = OpenQuestion & { readonly isNews: boolean };

/** The questions whose reactions are looked at: those that were delivered or found, until they are decided. */
export type OpenQuestions = {
  readonly delivered: (question: OpenQuestion) => void;
  readonly found: (question: OpenQuestion) => void;
  readonly drop: (question: OpenQuestion) => void;
  /** The next ones to look at, at most so many; those that were looked at longest ago first. */
  readonly next: (count: number) => readonly DueQuestion[];
};

const MAX_OPEN = 500;

/** Keeps at most 500; the oldest is forgotten for a new one. */
export function openQuestions(): OpenQuestions {
  const open = new Map<string, DueQuestion>();
  const add = (question: DueQuestion): void => {
    open.delete(keyOf(question));
    open.set(keyOf(question), question);
    const oldest = open.keys().next();
    if (open.size > MAX_OPEN && oldest.done === false) open.delete(oldest.value);
  };
  return {
    delivered: (question) => add({ ...question, isNews: true }),
    found: (question) => {
      if (!open.has(keyOf(question))) add({ ...question, isNews: false });
    },
    drop: (question) => void open.delete(keyOf(question)),
    next: (count) => {
      const chosen = [...open.values()].slice(0, count);
      for (const question of chosen) add({ ...question, isNews: true });
      return chosen;
    },
  };
}

function keyOf({ place, reference }: OpenQuestion): string {
  return `${place}/${reference}`;
}
