import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps the gateway small: it runs beside the work it guards. Call it when the gateway is open:
 * checking the log at start is quicker with room.
 *
 * V8 lets a heap grow to several times its live data before it collects. Here live data are a few megabytes, so collecting
 * earlier costs little. The nursery may grow to what 64 calls at once hold (`flagsFor` of the command line bounds it): where it cannot,
 * all that they hold is taken for old, and collecting that three times a second costs a quarter of what the gateway can do.
 */
export function tuneMemory(): void {
  for (const flag of ['--optimize-for-size', '--heap-growing-percent=20']) setFlagsFromString(flag);
  collectOnce();
}

/** What reading policies and profiles left behind is collected now: the heap begins its growth from what is really in use. */
function collectOnce(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect();
}

/** What tells the allocator of this process to keep little (`allocatorFor` of the command line). */
const ALLOCATOR = /^MALLOC_[A-Z_]+$/;

/** Programs that the gateway starts are not told so: they run as the operator's other programs do. */
export function forgetAllocator(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (ALLOCATOR.test(name)) delete environment[name];
}

/**
 * Lets what ran 600 times be optimised, instead of 3,000 times: most of what a call runs, it runs once, so that an agent worked for
 * hours before its gateway was warm. Call it when the gateway is open, since reading the log at start gains nothing by it. A version
 * of Node that knows no such flag says so and starts.
 */
export function tuneCompiler(): void {
  setFlagsFromString('--invocation-count-for-turbofan=600');
}

/**
 * Keeps WebAssembly to its baseline compiler. Call it before any module is compiled: the optimising one needs more memory
 * for the shell parser's tables than the whole gateway has, for a few microseconds a line.
 */
export function tuneWebAssembly(): void {
  setFlagsFromString('--liftoff-only');
}
