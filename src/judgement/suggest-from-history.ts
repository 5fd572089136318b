import { MAX_HISTORY } from '../model/history.ts';
import { suggestTolerance } from '../statistics/history/suggest-tolerance.ts';
import { seriesOf } from './history-series.ts';
import type { ComparedFacts, SuggestTolerance } from './plan.ts';
import { subjectKey } from './slices.ts';

/** Fewer records tell too little of how far a metric moves from run to run. */
const LEAST_RECORDS = 8;

/** Tolerances that the spread of earlier records suggests, in the unit of the metric, where enough of them count. */
export function suggestFromHistory(compared: readonly ComparedFacts[]): SuggestTolerance {
  return (suite, subject) => {
    const facts = compared.find((one) => one.facts.suite.name === suite)?.facts;
    const gate = facts?.gates.find((one) => subjectKey(one) === subjectKey(subject));
    if (facts === undefined || gate === undefined) return null;
    const { values } = seriesOf(facts.history, gate, MAX_HISTORY);
    return values.length < LEAST_RECORDS ? null : suggestTolerance(values);
  };
}
