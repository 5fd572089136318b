import { copy, exchangeClasses, rotate } from './exchanges.ts';
import type { Injection, Scope } from './injection.ts';
import { forgotten, mistakes } from './mistakes.ts';
import { emptyDigests, growErrors, moveScalar, numberColumns, scale, shift, turnRound } from './quantities.ts';

/** Classes that are spoiled one by one, at most. */
const MAX_CLASSES = 20;

/** What an injection is for. */
interface Aim {
  readonly metric: string;
  /** Which way the metric is to move, and how far, in its unit. */
  readonly direction: 'up' | 'down';
  readonly amount: number;
  /** Rows of the scope, those first that do most for that. */
  readonly worstFirst: Int32Array;
  /** The scope is one group of those that the metric compares. */
  readonly ofGroup: boolean;
}

/** Ways to make a metric worse, those first that are most like what models do. Not every one moves every metric. */
export function* injectionsFor(scope: Scope, aim: Aim): Generator<Injection> {
  for (const injection of listed(scope, aim)) if (injection !== null) yield injection;
}

function* listed(scope: Scope, { metric, direction, amount, worstFirst, ofGroup }: Aim): Generator<Injection | null> {
  const { dataset, rows } = scope;
  if (dataset.scalars.size > 0) yield moveScalar(scope, metric, direction === 'up' ? amount : -amount);
  if (rows.length === 0) return;
  const columns = numberColumns(dataset);
  const classes = dataset.label === null ? 0 : Math.min(dataset.classes.length, MAX_CLASSES);
  const ofClass = () => Array.from({ length: classes }, (_, label) => mistakes(scope, label));
  // Groups lie apart by mistakes of one kind; those of all kinds nearly cancel out.
  if (ofGroup) yield* ofClass();
  yield mistakes(scope);
  yield forgotten(scope);
  if (!ofGroup) yield* ofClass();
  yield growErrors(scope);
  for (const column of columns) if (!column.isShare) yield scale(scope, column, direction);
  yield copy(scope, worstFirst.subarray(0, Math.ceil(rows.length / 10)), 'the worst tenth is');
  yield copy(scope, worstFirst.subarray(0, 1), 'the worst one is');
  yield exchangeClasses(scope);
  yield rotate(scope);
  for (const way of ['up', 'down'] as const) yield shift(scope, way);
  for (const column of columns) {
    if (column.isShare) yield turnRound(scope, column);
    else yield scale(scope, column, direction === 'up' ? 'down' : 'up');
  }
  yield copy(scope, rows.subarray(0, 1), 'one of them is');
  yield* emptyDigests(scope);
}
