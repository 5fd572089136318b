import type { RunSpread } from '../model/measurement.ts';
import type { MeasurementRow } from '../model/report.ts';
import { chooseForm, countOf, formatDelta, formatValue } from './format.ts';

/** How far a metric moves from run to run, as a plain sentence. */
export function describeRunSpread(
  name: string,
  { runs, least, most, sd }: RunSpread,
  range: MeasurementRow['range'],
): string {
  const form = chooseForm(
    range,
    [least, most],
    [
      [least, most],
      [sd, 0],
    ],
  );
  const deviation = formatDelta(sd, form).replace(/^[+\u2212]/, '');
  return `${name} over ${countOf(runs, 'run')}: ${formatValue(least, form)} to ${formatValue(most, form)}, standard deviation ${deviation}.`;
}
