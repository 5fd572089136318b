/** Two lists as numbers, equal where the items are equal: a table of a million cells compares numbers many times sooner than texts. */
export function codeItems(a: readonly string[], b: readonly string[]): readonly [Int32Array, Int32Array] {
  const codes = new Map<string, number>();
  const codeOf = (item: string): number => {
    const code = codes.get(item) ?? codes.size;
    codes.set(item, code);
    return code;
  };
  return [Int32Array.from(a, codeOf), Int32Array.from(b, codeOf)];
}
