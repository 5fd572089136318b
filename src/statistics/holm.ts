/** What the step-down said of one member of a family. */
interface StepDownResult {
  readonly rejected: boolean;
  /** The one-sided level at which it was rejected, or the last one at which it was tried. */
  readonly level: number;
}

/**
 * Holm's step-down with intervals in place of p-values: the chance that any true null hypothesis of the family is rejected stays ≤ alpha.
 * Each member says whether its bound rejects at a level (a member that cannot be evaluated never does, and still counts).
 * All open members are tried at 1 − alpha/(m − r), where r of m are rejected so far, until nothing new is rejected.
 * A member must keep rejecting at every lower level, as bounds that narrow with the level do. An empty family gives an empty list.
 *
 * S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * Example: p-values .001, .008, .012, .03, .04, .2, .6 at alpha .05: the first two are rejected, at levels 1 − .05/7 and 1 − .05/6.
 */
export function stepDown(rejectsAt: readonly ((level: number) => boolean)[], alpha: number): readonly StepDownResult[] {
  const results: StepDownResult[] = rejectsAt.map(() => ({ rejected: false, level: 1 - alpha }));
  for (let open = rejectsAt.length, before = Infinity; open > 0 && open < before; ) {
    before = open;
    const level = 1 - alpha / before;
    rejectsAt.forEach((rejects, i) => {
      if (results[i]!.rejected) return;
      const rejected = rejects(level);
      results[i] = { rejected, level };
      if (rejected) open--;
    });
  }
  return results;
}
