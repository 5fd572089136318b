import { RequestFailure, readRateLimit } from './failure.ts';

/** How a request waits before it is sent again. */
export interface Pace {
  readonly sleep: (ms: number) => Promise<void>;
  /** A rate limit that lasts longer is not waited for. */
  readonly maxWaitMs: number;
}

/** Tries after the first one. */
export const MAX_REPEATS = 3;

/** GitHub: wait at least a minute when a secondary limit names no time. */
const UNNAMED_LIMIT_MS = 60_000;

/** No answer, or one that says that the server failed. The request may have had its effect all the same. */
export const isTransient = ({ status }: RequestFailure): boolean => status === null || status >= 500;

/** 0.5 s, 1 s, 2 s, … before the first, second, third repeat. */
export const backoffMs = (repeat: number): number => 500 * 2 ** repeat;

/**
 * Runs `attempt` again when it fails in a way that passes: always after a rate limit (the request was refused, so it
 * had no effect), and after a failure that `mayRepeat` accepts. At most 3 repeats. Waits as long as GitHub asks, else
 * 0.5 s, doubling. The last failure is thrown as it is; so is anything that is not a RequestFailure.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  mayRepeat: (failure: RequestFailure) => boolean,
  pace: Pace,
  onRepeat: (failure: RequestFailure, waitMs: number) => void = () => {},
): Promise<T> {
  for (let repeat = 0; ; repeat += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RequestFailure) || repeat === MAX_REPEATS) throw error;
      const waitMs = waitBefore(error, repeat, mayRepeat, pace.maxWaitMs);
      if (waitMs === null) throw error;
      onRepeat(error, waitMs);
      await pace.sleep(waitMs);
    }
  }
}

function waitBefore(
  failure: RequestFailure,
  repeat: number,
  mayRepeat: (failure: RequestFailure) => boolean,
  maxWaitMs: number,
): number | null {
  const limit = readRateLimit(failure);
  if (limit === null) return mayRepeat(failure) ? backoffMs(repeat) : null;
  if (limit.waitMs === null) return Math.min(UNNAMED_LIMIT_MS, maxWaitMs);
  return limit.waitMs <= maxWaitMs ? limit.waitMs : null;
}
