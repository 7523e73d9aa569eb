import { createHash } from 'node:crypto';
import type { ContentId } from '../../core/diff/apply-binary.ts';

/** What git calls a content: SHA-1 for 40 digits, SHA-256 for 64. It names, and protects nothing. */
export const contentId: ContentId = (content, digits) =>
  createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
