import { compareCodePoints } from '../model/code-points.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Distinct names of categories in their order: by value when every one is a plain number, otherwise by code point. */
export function orderNames(names: Iterable<string>): readonly string[] {
  const distinct = [...new Set(names)];
  return distinct.every((name) => NUMBER.test(name))
    ? distinct.sort((a, b) => Number(a) - Number(b) || compareCodePoints(a, b))
    : distinct.sort(compareCodePoints);
}
