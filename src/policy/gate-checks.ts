import type { Metric, Task } from '../model/metric.ts';
import type { Draft } from './draft.ts';
import { RULES } from './gate-schema.ts';
import { checkHistory } from './history.ts';
import { checkLimit, checkTolerance } from './limits.ts';
import { checkMetric, keysIn } from './metric-checks.ts';
import type { Path, Report } from './place.ts';
import type { GateInput } from './schema.ts';

/** Reports what is wrong with a gate beyond its shape. */
export function checkGate(gate: Draft<GateInput>, task: Task | undefined, path: Path, report: Report): void {
  if (!RULES.some((rule) => rule in gate))
    report(path, 'a gate needs at least one of min, max, max-drop, max-rise and from-history');
  if (typeof gate.min === 'number' && typeof gate.max === 'number' && gate.min > gate.max) {
    report([...path, 'max'], `max ${gate.max} is below min ${gate.min}, so the gate could never pass`);
  }
  const metric = checkMetric(gate, task, keysIn(path), report);
  const history = gate['from-history'];
  if (history !== undefined) {
    checkHistory(history, metric, [...path, 'from-history'], report);
    if (metric !== null) checkSide(gate, metric, path, report);
  }
  if (metric === null) {
    if ('max-drop' in gate && 'max-rise' in gate) reportBoth(path, report);
    return;
  }
  for (const rule of ['min', 'max'] as const) {
    const limit = gate[rule];
    const fault = limit === undefined ? null : checkLimit(limit, metric.name, metric.range);
    if (fault !== null) report([...path, rule], fault);
  }
  for (const rule of ['max-drop', 'max-rise'] as const) {
    const written = gate[rule];
    const fault = written === undefined ? null : checkTolerance(rule, written, metric.name, metric.range);
    if (fault !== null) report([...path, rule], fault);
  }
  if (metric.compares === undefined) checkDirection(gate, metric, path, report);
  else checkComparing(gate, metric, path, report);
}

/** A history can only be broken on the worse side: the metric has one, or another rule of the gate says which it is. */
function checkSide(gate: Draft<GateInput>, { name, direction }: Metric, path: Path, report: Report): void {
  if (direction !== null) return;
  const low = 'min' in gate || 'max-drop' in gate;
  const high = 'max' in gate || 'max-rise' in gate;
  if (low !== high) return;
  const why = low ? 'and the other rules of this gate name both' : 'and no other rule of this gate says it';
  report(
    [...path, 'from-history'],
    `${name} has no better side of its own, ${why}; write either min or max (or max-drop, max-rise) beside it`,
  );
}

/** A metric that is about the change itself has no value of the baseline to have changed from. */
function checkComparing(gate: Draft<GateInput>, { name, direction }: Metric, path: Path, report: Report): void {
  for (const rule of ['max-drop', 'max-rise'] as const) {
    const limit = direction === 'higher' ? 'min' : 'max';
    if (rule in gate) report([...path, rule], `${name} already compares with the baseline; write ${limit}`);
  }
}

/** `max-drop` is for metrics where higher is better, `max-rise` for the others; where the metric does not say, the rule does. */
function checkDirection(gate: Draft<GateInput>, { name, direction }: Metric, path: Path, report: Report): void {
  if (direction === null) {
    if ('max-drop' in gate && 'max-rise' in gate) reportBoth(path, report);
    return;
  }
  const [wrong, right] = direction === 'higher' ? ['max-rise', 'max-drop'] : ['max-drop', 'max-rise'];
  if (wrong! in gate) report([...path, wrong!], `${direction} is better for ${name}; write ${right}`);
}

function reportBoth(path: Path, report: Report): void {
  report([...path, 'max-rise'], 'a gate has max-drop (higher is better) or max-rise (lower is better), not both');
}
