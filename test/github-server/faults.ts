import type { Route } from './routes.ts';

/** Something that goes wrong, or happens, when a request arrives. */
export interface Fault {
  /** A route below the repository, or the download of an artifact from the file server. */
  readonly match: Route | 'GET download' | 'POST /graphql';
  /** How many requests it befalls; 1 when absent. */
  readonly times?: number;
  /** How many matching requests pass before. */
  readonly after?: number;
  /**
   * A number: the request is refused with this status and has no effect.
   * `drop`: the connection closes before the request has an effect; `lose`: after it had.
   * `truncate`: the body of the answer breaks off in the middle. `hang`: no effect, and no answer ever.
   */
  readonly status?: number | 'drop' | 'lose' | 'truncate' | 'hang';
  /** Seconds to wait, for `retry-after`. */
  readonly retryAfter?: number;
  readonly message?: string;
  readonly delayMs?: number;
  /** What somebody else does just before the request takes effect. */
  readonly before?: () => void;
}

export interface FaultBox {
  readonly take: (match: Fault['match']) => Fault | null;
  /** Faults that never befell a request: the test does not test what it says. */
  readonly unused: () => readonly Fault[];
}

/** Hands out faults in order; each matching request uses up one turn of the first fault that is not spent. */
export function watchFaults(faults: readonly Fault[]): FaultBox {
  const turns = new Map<Fault, number>();
  return {
    take: (match) => {
      const fault = faults.find((each) => {
        const { after = 0, times = 1 } = each;
        return each.match === match && (turns.get(each) ?? 0) < after + times;
      });
      if (fault === undefined) return null;
      const turn = (turns.get(fault) ?? 0) + 1;
      turns.set(fault, turn);
      return turn > (fault.after ?? 0) ? fault : null;
    },
    unused: () => faults.filter((fault) => (turns.get(fault) ?? 0) <= (fault.after ?? 0)),
  };
}
