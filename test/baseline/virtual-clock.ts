/** A clock that jumps to the next alarm as soon as everybody waits: what takes minutes takes no time, and runs in the same order each time. */
export interface VirtualClock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Runs tasks that wait for nothing but each other's turns and `sleep`; the results in order. */
  readonly runAll: <T>(tasks: readonly (() => Promise<T>)[]) => Promise<readonly PromiseSettledResult<T>[]>;
}

export function virtualClock(): VirtualClock {
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];
  let time = 0;
  let awake = 0;

  const rest = () => {
    awake -= 1;
    if (awake > 0 || alarms.length === 0) return;
    const next = alarms.reduce((first, each) => (each.at < first.at ? each : first));
    alarms.splice(alarms.indexOf(next), 1);
    time = next.at;
    awake += 1;
    next.ring();
  };
  const sleep = (ms: number) =>
    new Promise<void>((ring) => {
      alarms.push({ at: time + ms, ring });
      rest();
    });

  return {
    now: () => time,
    sleep,
    runAll: (tasks) => {
      awake += tasks.length;
      return Promise.allSettled(tasks.map((task) => sleep(0).then(task).finally(rest)));
    },
  };
}

/** Numbers in [0, 1), always the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
