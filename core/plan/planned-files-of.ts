import type { DiffFile } from '../diff/diff-file.ts';
import { bytesOfImage, type Image, type ImageChange } from '../diff/image.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import { type FileImage, isChanged, type PlannedFile, READ_LIMIT } from './planned-file.ts';

/** What one diff did: the step it belongs to (null where there is no plan), the diff, and what `applyDiff` made of it. */
export type AppliedDiff = {
  readonly step: string | null;
  readonly files: readonly DiffFile[];
  readonly changes: readonly ImageChange[];
};

/**
 * Puts the diffs of a plan, applied one after the other, together into one change for each path: from what stands in the
 * workspace to what stands there after the last. A path that is in the end as it was is left out. A file that moves twice comes
 * from where it stood first.
 */
export function plannedFilesOf(applied: readonly AppliedDiff[]): readonly PlannedFile[] {
  const files = new Map<string, PlannedFile>();
  const origins = new Map<string, string>();
  for (const { step, files: ofDiff, changes } of applied) {
    for (const { change, oldPath, newPath } of ofDiff) {
      if (change === 'rename') origins.set(newPath, origins.get(oldPath) ?? oldPath);
    }
    for (const { path, before, after } of changes) {
      const known: Omit<PlannedFile, 'after'> = files.get(path) ?? {
        path,
        before: imageOf(before),
        movedFrom: null,
        steps: [],
      };
      const steps = step === null || known.steps.includes(step) ? known.steps : [...known.steps, step];
      files.set(path, { ...known, after: imageOf(after), movedFrom: origins.get(path) ?? null, steps });
    }
  }
  return [...files.values()].filter(isChanged);
}

function imageOf(image: Image): FileImage | null {
  if (image.kind === 'absent') return null;
  const bytes = bytesOfImage(image);
  // What is too long to be looked through is not decoded either.
  const content = bytes.length > READ_LIMIT ? bytes : (fromUtf8(bytes) ?? bytes);
  return image.kind === 'link' ? { kind: 'link', mode: 0o777, content } : { kind: 'file', mode: image.mode, content };
}
