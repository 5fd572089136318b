import type { Measurement } from '../model/measurement.ts';
import type { Judgement } from '../model/verdict.ts';
import type { GateFacts } from './facts.ts';

/** One-sided level at which the data prove that a change is fine. */
export const FINE_LEVEL = 0.95;
/** Probability of a false proof of harm that a whole family of gates may have. */
export const HARM_ALPHA = 0.01;
/** One-sided level of a proof of harm outside a family. */
export const HARM_LEVEL = 1 - HARM_ALPHA;
/** Differences below this share of the numbers that were subtracted are rounding. */
const SLACK = 1e-12;

/** Whether an excess over a limit is more than the rounding of the numbers that it came from. */
export function isBeyond(excess: number, ...operands: readonly number[]): boolean {
  return excess > SLACK * Math.max(...operands.map(Math.abs));
}

export function subjectOf({ metric, label, slice, across, gate }: GateFacts) {
  return { metric, label, slice, across, level: gate.level };
}

/** The judgement of a rule whose metric has no value: closed. */
export function undefinedMetric(measurement: Measurement) {
  return {
    value: measurement.value,
    baseline: null,
    delta: null,
    bounds: null,
    outcome: 'fail',
    certainty: null,
    reason: 'undefined-metric',
    detail: {
      range: measurement.range,
      ...(measurement.reason === null ? {} : { undefinedReason: measurement.reason }),
    },
  } as const satisfies Partial<Judgement>;
}
