const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Order by code point: the same on every machine, and unlike `<` right for characters beyond the basic plane. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  }
  return a.length - b.length;
}

/** Distinct names of categories in their order: by value when every one is a plain number, otherwise by code point. */
export function orderNames(names: Iterable<string>): readonly string[] {
  const distinct = [...new Set(names)];
  return distinct.every((name) => NUMBER.test(name))
    ? distinct.sort((a, b) => Number(a) - Number(b) || compareText(a, b))
    : distinct.sort(compareText);
}
