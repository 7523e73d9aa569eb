import type { SandboxLimits } from '../../../core/sandbox/sandbox-limits.ts';

const MEGABYTE = 1024 * 1024;

/**
 * Bounds of a run, which may be an agent with all that it starts for hours: wall clock and processor are its lease's, what it
 * prints is its terminal's. Memory is two thirds of what small machines have; tasks count threads.
 */
export const RUN_LIMITS: SandboxLimits = {
  wallMs: 24 * 3_600_000,
  cpuMs: 24 * 3_600_000,
  memoryBytes: 4_096 * MEGABYTE,
  tasks: 1_024,
  outputBytes: Number.MAX_SAFE_INTEGER,
  fileBytes: 4_096 * MEGABYTE,
  temporaryBytes: 1_024 * MEGABYTE,
};
