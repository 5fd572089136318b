import { EvidenceError, type Problem } from '../errors.ts';

/** Problems of one kind of cell or line that are named one by one; of a file that is wrong throughout, the rest is a number. */
const MAX_SHOWN = 10;
/** Of different things, such as the columns that a policy names: each is a mistake of its own. */
export const MAX_DIFFERENT = 100;

export interface Problems {
  readonly add: (where: string, message: string) => void;
  /** Throws one EvidenceError with all that was added, when anything was. */
  readonly throwIfAny: () => void;
}

/** Collects what is wrong, so that all of it is said at once: `maxShown` problems in full, and how many more there are. */
export function collectProblems(maxShown = MAX_SHOWN): Problems {
  const shown: Problem[] = [];
  let hidden = 0;
  return {
    add(where, message) {
      if (shown.length < maxShown) shown.push({ where, message });
      else hidden++;
    },
    throwIfAny() {
      if (shown.length === 0) return;
      const rest = hidden > 0 ? [{ where: '', message: `and ${hidden} more.` }] : [];
      throw new EvidenceError([...shown, ...rest]);
    },
  };
}
