import type { SuiteHistory } from '../judgement/history-series.ts';
import type { Suite } from '../model/policy.ts';

/** Records of other data: a limit from history does not rest on them. */
export function historyNotes({ gates }: Suite, history: SuiteHistory | null): readonly string[] {
  if (history === null || !gates.some(({ fromHistory }) => fromHistory !== undefined)) return [];
  const { points, fingerprint } = history;
  const others = points.filter((point) => point.fingerprint !== fingerprint()).length;
  if (others === 0) return [];
  const [verb, them] = others === 1 ? ['was', 'it'] : ['were', 'them'];
  return [
    `${others} of ${points.length} earlier records ${verb} measured on other data (or before data were told apart): no limit from history rests on ${them}.`,
  ];
}
